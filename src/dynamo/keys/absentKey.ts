import { randomBytes, randomUUID } from 'node:crypto';
import type { AttributeMap, AttributeValue, KeyAttributeType } from '../../model/attributeValue.js';
import { partsOfKey } from '../../model/keyTemplate.js';
import type { Entity } from '../../model/model.js';

/** A primary key that nothing is stored under, for a read that must look like any other. */
export function absentKey(entity: Pick<Entity, 'key'>): AttributeMap {
  return Object.fromEntries(partsOfKey(entity.key).map(({ attribute, type }) => [attribute, absentValue(type)]));
}

function absentValue(type: KeyAttributeType): AttributeValue {
  switch (type) {
    case 'S':
      return { S: randomUUID() };
    case 'N':
      return { N: `-${BigInt(`0x${randomBytes(15).toString('hex')}`)}` };
    case 'B':
      return { B: randomBytes(16).toString('base64') };
  }
}
