import { badInput } from '../../errors/gatewayError.js';
import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { MAX_KEY_BYTES } from '../../model/keyTemplate.js';
import type { Entity } from '../../model/model.js';
import { ownAttribute } from '../values/ownAttribute.js';

/**
 * The attributes of an index key of several share what one may take, and DynamoDB refuses the item whose attributes
 * take more, also where it lacks others and is not in the index. One attribute's own size is `keyValue`'s question.
 *
 * @param item  As it will be stored.
 * @throws {GatewayError} `BAD_USER_INPUT` naming the index.
 */
export function assertIndexKeysFit(entity: Entity, item: AttributeMap, argument: readonly (string | number)[]): void {
  for (const { name, key } of entity.indexes.values()) {
    for (const role of ['partition', 'sort'] as const) {
      if (key[role].length < 2) continue;
      const bytes = key[role].reduce((sum, part) => sum + bytesOf(ownAttribute(item, part.attribute)), 0);
      if (bytes <= MAX_KEY_BYTES[role]) continue;
      const attributes = key[role].map((part) => `"${part.attribute}"`).join(', ');
      throw badInput(
        `The ${role} key of the index "${name}" (${attributes}) would be ${bytes} bytes long; DynamoDB allows ${MAX_KEY_BYTES[role]} for all of it.`,
        argument,
      );
    }
  }
}

function bytesOf(value: AttributeValue | undefined): number {
  if (value === undefined) return 0;
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if (!('N' in value)) return 0;
  // Two digits a byte and one for the exponent; zeros at the ends cost nothing, so no number has more than 21.
  return Math.min(21, Math.ceil(value.N.replace(/\D/g, '').length / 2) + 1);
}
