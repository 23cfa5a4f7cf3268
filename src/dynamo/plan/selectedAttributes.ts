import { badInput } from '../../errors/gatewayError.js';
import { partsOfKey } from '../../model/keyTemplate.js';
import { indexOf, type Entity, type Field } from '../../model/model.js';

/** Fields of one entity that an operation needs; `ALL` where somebody may look at any of them. */
export type FieldSelection = ReadonlySet<string> | 'ALL';

/** The attributes a field is read from: its own, and the key it can be parsed back from. */
export function attributesOfField(field: Field): readonly string[] {
  const own = field.stored ? [field.attribute] : [];
  return field.source === undefined ? own : [...own, field.source.attribute];
}

/**
 * What to ask of the table or index, in a stable order: the selected fields' attributes, then the
 * keys (positions and identity need them) and the type marker. Undefined means all attributes.
 *
 * @throws {GatewayError} `BAD_USER_INPUT` naming the index, when it lacks a selected field.
 */
export function projectedAttributes(
  entity: Entity,
  index: string | undefined,
  fields: FieldSelection,
  also: Iterable<string> = [],
): readonly string[] | undefined {
  if (fields === 'ALL') {
    assertHoldsAll(entity, index);
    return undefined;
  }
  const always = [
    ...partsOfKey(entity.key).map((part) => part.attribute),
    ...(index === undefined ? [] : partsOfKey(indexOf(entity, index).key).map((part) => part.attribute)),
    ...(entity.marker !== undefined && holdsMarker(entity, index) ? [entity.marker.attribute] : []),
  ];
  const selected = [...fields].flatMap((name) => {
    const field = entity.fields.get(name);
    return field === undefined ? [] : attributesIn(entity, index, field);
  });
  return [...new Set([...selected, ...always, ...also])];
}

/** False for an index that does not hold the type marker; true where there is none to hold. */
export function holdsMarker(entity: Entity, index: string | undefined): boolean {
  return entity.marker === undefined || isInIndex(entity, index, entity.marker.attribute);
}

/** Refuses a filter on what an index lacks: DynamoDB would take it for absent. */
export function assertFilterable(entity: Entity, index: string | undefined, attributes: Iterable<string>): void {
  for (const attribute of attributes) {
    if (isInIndex(entity, index, attribute)) continue;
    const field = [...entity.fields.values()].find((candidate) => candidate.attribute === attribute);
    throw badInput(
      `"${field?.name ?? attribute}" cannot be filtered on: the index "${index ?? ''}" of ${entity.name} does not hold it.`,
      ['filter', field?.name ?? attribute],
    );
  }
}

/** Somebody may look at any field, so a narrow index would show them some as absent that are not. */
function assertHoldsAll(entity: Entity, index: string | undefined): void {
  if (index === undefined || indexOf(entity, index).projection.kind === 'ALL') return;
  throw badInput(
    `The index "${index}" does not hold all of a ${entity.name}, and a resolver of your own may look at any field. Read the items by their keys, or another index.`,
    [],
  );
}

function attributesIn(entity: Entity, index: string | undefined, field: Field): readonly string[] {
  const held = attributesOfField(field).filter((attribute) => isInIndex(entity, index, attribute));
  if (held.length > 0) return held;
  throw badInput(
    `"${entity.name}.${field.name}" is not in the index "${index ?? ''}". Leave the field out here, or read the item by its key.`,
    [],
  );
}

function isInIndex(entity: Entity, index: string | undefined, attribute: string): boolean {
  if (index === undefined) return true;
  const { key, projection } = indexOf(entity, index);
  if (projection.kind === 'ALL') return true;
  if (projection.kind === 'INCLUDE' && projection.attributes.includes(attribute)) return true;
  return [...partsOfKey(entity.key), ...partsOfKey(key)].some((part) => part.attribute === attribute);
}
