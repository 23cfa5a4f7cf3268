import { allParts, storedFields, type EntityDraft, type Rule, type StoredDraft } from '../drafts.js';
import type { Problems } from '../problems.js';

const MAX_KEY_NAME_BYTES = 255;
const MAX_NAME_BYTES = 65_535;
/** The one name that DynamoDB takes and AWS's client for JavaScript loses: an answer shows it without its value. */
const UNCARRIED = '__proto__';

function uncarried(wayOut: string): string {
  return `cannot be stored in "${UNCARRIED}", a name that JavaScript's objects keep for themselves. ${wayOut}.`;
}

/** Attribute names are legal in DynamoDB, and no two fields of a type share one. */
export const attributeNames: Rule = ({ entities, mapFields }, problems) => {
  for (const entity of entities.values()) {
    checkNames(entity.name, storedFields(entity), problems);
    checkKeyNames(entity, problems);
  }
  for (const [map, fields] of mapFields) checkNames(map, fields, problems);
};

function checkNames(type: string, fields: readonly StoredDraft[], problems: Problems): void {
  const seen = new Map<string, string>();
  for (const field of fields) {
    const at = field.directive?.name?.node ?? field.node.name;
    const bytes = Buffer.byteLength(field.attribute);
    if (bytes === 0 || bytes > MAX_NAME_BYTES) {
      problems.report(
        at,
        `The attribute name of ${type}.${field.name} has ${bytes} bytes; DynamoDB allows 1 to ${MAX_NAME_BYTES}. Leave "name" out to store it as "${field.name}".`,
      );
    }
    if (field.attribute === UNCARRIED) problems.report(at, `${type}.${field.name} ${uncarried('Leave "name" out')}`);
    const other = seen.get(field.attribute);
    if (other === undefined) seen.set(field.attribute, field.name);
    else {
      problems.report(
        at,
        `${type}.${field.name} and ${type}.${other} are both stored in "${field.attribute}". Give one of them another attribute: @attribute(name: "...").`,
      );
    }
  }
}

function checkKeyNames(entity: EntityDraft, problems: Problems): void {
  for (const { part, node } of allParts(entity)) {
    if (part.attribute === UNCARRIED) problems.report(node, `This key ${uncarried('Give it another name')}`);
    const bytes = Buffer.byteLength(part.attribute);
    if (bytes <= MAX_KEY_NAME_BYTES) continue;
    problems.report(
      node,
      `The name of the key attribute "${part.attribute.slice(0, 20)}..." has ${bytes} bytes; DynamoDB allows ${MAX_KEY_NAME_BYTES} in a key.`,
    );
  }
}
