import { partsOfKey } from '../../model/keyTemplate.js';
import { indexOf, type Entity, type Field } from '../../model/model.js';

/** Fields of one entity that an operation needs; `ALL` where somebody may look at any of them. */
export type FieldSelection = ReadonlySet<string> | 'ALL';

/** The attributes a field is read from: its own, and the key it can be parsed back from. */
function attributesOfField(field: Field): readonly string[] {
  const own = field.stored ? [field.attribute] : [];
  return field.source === undefined ? own : [...own, field.source.attribute];
}

/**
 * What to ask of the table or index, in a stable order: the selected fields' attributes, then what is
 * always read. Undefined means all attributes.
 *
 * Of a field that an index holds in one of its attributes only that one is asked for. What a local index lacks is
 * asked for all the same: DynamoDB fetches it from the table.
 */
export function projectedAttributes(
  entity: Entity,
  index: string | undefined,
  fields: FieldSelection,
  also: Iterable<string> = [],
): readonly string[] | undefined {
  if (fields === 'ALL') return undefined;
  const selected = [...fields].flatMap((name) => {
    const field = entity.fields.get(name);
    return field === undefined ? [] : attributesIn(entity, index, field);
  });
  return [...new Set([...selected, ...attributesOfIdentity(entity, index), ...also])];
}

/** The keys (positions and identity need them) and the type marker, where the index holds it. */
export function attributesOfIdentity(entity: Entity, index: string | undefined): readonly string[] {
  return [
    ...partsOfKey(entity.key).map((part) => part.attribute),
    ...(index === undefined ? [] : partsOfKey(indexOf(entity, index).key).map((part) => part.attribute)),
    ...(entity.marker !== undefined && holdsMarker(entity, index) ? [entity.marker.attribute] : []),
  ];
}

/** False for an index that does not hold the type marker; true where there is none to hold. */
export function holdsMarker(entity: Entity, index: string | undefined): boolean {
  return entity.marker === undefined || isInIndex(entity, index, entity.marker.attribute);
}

/** Whether the table or index itself holds all that is selected, so that nothing has to be fetched from the table. */
export function holdsSelection(entity: Entity, index: string | undefined, fields: FieldSelection): boolean {
  if (index === undefined || indexOf(entity, index).projection.kind === 'ALL') return true;
  if (fields === 'ALL') return false;
  return [...fields].every((name) => {
    const field = entity.fields.get(name);
    return field === undefined || attributesOfField(field).some((attribute) => isInIndex(entity, index, attribute));
  });
}

export function isInIndex(entity: Entity, index: string | undefined, attribute: string): boolean {
  if (index === undefined) return true;
  const { key, projection } = indexOf(entity, index);
  if (projection.kind === 'ALL') return true;
  if (projection.kind === 'INCLUDE' && projection.attributes.includes(attribute)) return true;
  return [...partsOfKey(entity.key), ...partsOfKey(key)].some((part) => part.attribute === attribute);
}

function attributesIn(entity: Entity, index: string | undefined, field: Field): readonly string[] {
  const all = attributesOfField(field);
  const held = all.filter((attribute) => isInIndex(entity, index, attribute));
  return held.length > 0 ? held : all;
}
