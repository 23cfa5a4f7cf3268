import type { KeyPart } from '../../model/keyTemplate.js';
import { fieldOf, type Entity } from '../../model/model.js';

/**
 * Whether every key that a read of the type's table or index can meet is a key of this type, whoever wrote the item:
 * then DynamoDB may count the rows itself. A template that holds a number, a date or several fields can be filled by
 * others with what does not parse back, and an index may hold any primary key.
 *
 * @param source  The index that is queried, undefined for the table, or `SCAN`.
 */
export function fitsEveryRow(entity: Entity, source: string | undefined): boolean {
  const isPlain = (part: KeyPart): boolean =>
    part.template.kind === 'field' &&
    (entity.toldApartBy !== 'key' || part.type !== 'S' || isFreeText(entity, part.template.field));
  const { partition, sort } = entity.key;
  if (source !== undefined) return [...partition, ...sort].every(isPlain);
  // The partition is given; what is rendered parses back.
  return sort.every((part) => isPlain(part) || endsInFreeText(entity, part));
}

/** `LINE#{lineId}`: whatever stands behind the constant is a value of the field. */
function endsInFreeText(entity: Entity, { template }: KeyPart): boolean {
  if (template.kind !== 'text') return false;
  const [lead, only, ...rest] = template.segments;
  return (
    lead?.kind === 'literal' &&
    only?.kind === 'field' &&
    only.width === undefined &&
    rest.length === 0 &&
    isFreeText(entity, only.field)
  );
}

function isFreeText(entity: Entity, field: string): boolean {
  const { type } = fieldOf(entity, field);
  return type.kind === 'scalar' && (type.scalar === 'String' || type.scalar === 'ID');
}
