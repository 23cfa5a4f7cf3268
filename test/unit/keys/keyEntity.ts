import { fieldsOfTemplate, type KeyPart, type KeyTemplate } from '../../../src/model/keyTemplate.js';
import type { Entity, Field } from '../../../src/model/model.js';
import type { ValueType } from '../../../src/model/valueType.js';

const TEXT: ValueType = { kind: 'scalar', scalar: 'String', storage: 'S' };
const WHOLE_NUMBER: ValueType = { kind: 'scalar', scalar: 'BigInt', storage: 'N' };

/** A type with the partition key `pk` and the sort key `sk`: fields that are padded are whole numbers, the others text. */
export function keyEntity(sort: KeyTemplate, sortType: KeyPart['type'] = 'S', plainType: ValueType = TEXT): Entity {
  const padded = new Set(
    sort.kind === 'text'
      ? sort.segments.flatMap((segment) =>
          segment.kind === 'field' && segment.width !== undefined ? [segment.field] : [],
        )
      : [],
  );
  const typeOf = (name: string) => (sort.kind === 'field' ? plainType : padded.has(name) ? WHOLE_NUMBER : TEXT);
  const fields = [field('pk', TEXT), ...fieldsOfTemplate(sort).map((name) => field(name, typeOf(name)))];
  return {
    name: 'Row',
    plural: 'rows',
    description: undefined,
    table: 'Rows',
    fields: new Map(fields.map((one) => [one.name, one])),
    key: {
      partition: [{ attribute: 'pk', type: 'S', template: { kind: 'field', field: 'pk' } }],
      sort: [{ attribute: 'sk', type: sortType, template: sort }],
    },
    listField: 'rowsByPk',
    indexes: new Map(),
    relations: new Map(),
    ownFields: new Set(),
    marker: undefined,
    toldApartBy: 'nothing',
    version: undefined,
    ttl: undefined,
    uniqueFields: [],
    operations: new Set(),
    scan: false,
    isNode: false,
    rules: [],
    fieldRules: new Map(),
  };
}

function field(name: string, type: ValueType): Field {
  return {
    name,
    description: undefined,
    attribute: name,
    stored: true,
    type,
    required: true,
    source: undefined,
    inPrimaryKey: true,
    generated: undefined,
    defaultValue: undefined,
    immutable: false,
    readOnly: false,
    template: undefined,
  };
}
