import { allParts, storedField, type Rule } from '../drafts.js';
import { aTypeText } from '../typeText.js';

/** A type marker is an attribute of its own; a field that shows it can hold its value. */
export const typeMarkers: Rule = ({ entities }, problems) => {
  for (const entity of entities.values()) {
    const { name, marker, table } = entity;
    if (marker === undefined || table.type === undefined) continue;
    const { node } = table.type;
    const isKey = allParts(entity).some(
      ({ part }) => part.attribute === marker.attribute && part.template.kind === 'text',
    );
    if (isKey) {
      problems.report(
        node,
        `"${marker.attribute}" is a key attribute of ${name} with a template of its own, so it cannot hold the marker "${marker.value}" too: take another attribute, type: "entity = ${name}".`,
      );
    }
    const field = marker.field === undefined ? undefined : storedField(entity, marker.field);
    if (field === undefined) continue;
    const { type } = field;
    const holdsText = type.kind === 'scalar' && (type.scalar === 'String' || type.scalar === 'ID');
    if (type.kind === 'enum' ? !type.values.includes(marker.value) : !holdsText) {
      problems.report(
        node,
        type.kind === 'enum'
          ? `The marker "${marker.value}" is no value of ${type.enum}, the type of ${name}.${field.name}: add it to the enum, or mark with one of ${type.values.join(', ')}.`
          : `${name}.${field.name} shows the marker "${marker.value}", and ${aTypeText(type)} cannot hold it: make it a String or an enum.`,
      );
    }
    if (
      field.generated !== undefined ||
      field.defaultValue !== undefined ||
      field.version ||
      field.ttl !== undefined ||
      field.template !== undefined
    ) {
      problems.report(
        field.node.name,
        `${name}.${field.name} shows the type marker "${marker.attribute} = ${marker.value}", which the gateway writes: leave out the directives that give it another value.`,
      );
    }
  }
};
