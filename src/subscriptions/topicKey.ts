import { keyValue } from '../dynamo/keys/itemKey.js';
import { fieldText, parseTemplate } from '../dynamo/keys/keyText.js';
import { planPartitions } from '../dynamo/plan/keyRange.js';
import { canonicalNumber } from '../dynamo/values/canonicalNumber.js';
import type { AttributeMap } from '../model/attributeValue.js';
import { fieldsOfTemplate, type KeyPart } from '../model/keyTemplate.js';
import type { Entity, EntityIndex } from '../model/model.js';
import type { TopicKey } from './changeTopic.js';

type Values = Readonly<Record<string, unknown>>;
/** By field. */
type Texts = Readonly<Record<string, string>>;

/**
 * Items whose primary key has these fields. The key itself is asked: an item may hold them nowhere else.
 *
 * @param values  Of fields of the primary key; undefined and null are as good as not given.
 * @returns undefined where none is given.
 * @throws {GatewayError} `BAD_USER_INPUT` for a value that cannot stand in the key.
 */
export function primaryTopicKey(entity: Entity, values: Values): TopicKey | undefined {
  const { partition, sort } = entity.key;
  const given = [
    ...partition.map((part) => ({ part, role: 'partition' as const })),
    ...sort.map((part) => ({ part, role: 'sort' as const })),
  ].flatMap(({ part, role }) =>
    fieldsOfTemplate(part.template)
      .filter((name) => values[name] !== undefined && values[name] !== null)
      .map((name) => ({ name, part, text: textOfValue(entity, part, role, name, values) })),
  );
  if (given.length === 0) return undefined;
  return {
    fields: given.map(({ name }) => name).join(','),
    value: JSON.stringify(given.map(({ text }) => text)),
    valueOf: (item) => textOf(given.map(({ name, part }) => storedTexts(part, item)?.[name])),
  };
}

/**
 * Items that stand in one partition of an index, whatever its shard. One that lacks an attribute of the index's key is
 * not in the index.
 *
 * @param values  Every field of the partition.
 * @throws {GatewayError} `BAD_USER_INPUT` for values that cannot be a key.
 */
export function partitionTopicKey(entity: Entity, { name, key }: EntityIndex, values: Values): TopicKey {
  const [partition = {}] = planPartitions(entity, key.partition, values);
  return {
    fields: `index ${name}`,
    value: partitionText(key.partition, partition) ?? '',
    valueOf: (item) =>
      key.sort.every((part) => storedTexts(part, item) !== undefined) ? partitionText(key.partition, item) : undefined,
  };
}

function partitionText(parts: readonly KeyPart[], item: AttributeMap): string | undefined {
  return textOf(
    parts.flatMap((part) => {
      const stored = storedTexts(part, item);
      return stored === undefined ? [undefined] : fieldsOfTemplate(part.template).map((field) => stored[field]);
    }),
  );
}

function textOf(texts: readonly (string | undefined)[]): string | undefined {
  return texts.includes(undefined) ? undefined : JSON.stringify(texts);
}

/** As `storedTexts` gives it of an item with this value. */
function textOfValue(
  entity: Entity,
  part: KeyPart,
  role: 'partition' | 'sort',
  name: string,
  values: Values,
): string | undefined {
  const { template } = part;
  if (template.kind === 'field') {
    return storedTexts(part, { [part.attribute]: keyValue(entity, part, values, [], role) })?.[name];
  }
  const segment = template.segments.find((each) => each.kind === 'field' && each.field === name);
  if (segment?.kind !== 'field') return undefined;
  const text = fieldText(template, segment, values[name], [name]);
  return segment.width === undefined ? text : text.replace(/^0+(?=\d)/, '');
}

/** The fields of one key attribute, equal for equal keys; undefined where the item lacks it, or another program made it. */
function storedTexts({ attribute, type, template }: KeyPart, item: AttributeMap): Texts | undefined {
  const stored = item[attribute];
  if (stored === undefined || !(type in stored)) return undefined;
  if (template.kind === 'text') return 'S' in stored ? parseTemplate(template, stored.S) : undefined;
  if ('N' in stored) return { [template.field]: canonicalNumber(stored.N) };
  return { [template.field]: 'S' in stored ? stored.S : 'B' in stored ? stored.B : '' };
}
