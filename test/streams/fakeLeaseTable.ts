import type { AttributeValue } from '@aws-sdk/client-dynamodb';

import { sdkError } from './fakeStream.js';

type Item = Record<string, AttributeValue>;

interface Input {
  readonly Key?: Item;
  readonly Item?: Item;
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Item;
}

/** A table with pk and sk in memory, which knows as much of expressions as leases need. */
export interface FakeLeaseTable {
  readonly items: ReadonlyMap<string, Item>;
  /** What a command of this name does; undefined where there is no such command. */
  readonly commands: Readonly<Record<string, (input: Input) => unknown>>;
}

export function createFakeLeaseTable(): FakeLeaseTable {
  const items = new Map<string, Item>();
  const idOf = (item: Item | undefined) => `${item?.['pk']?.S ?? ''}|${item?.['sk']?.S ?? ''}`;

  function checkCondition({ ConditionExpression, ...input }: Input, found: Item | undefined): void {
    for (const test of ConditionExpression?.split(' AND ') ?? []) {
      if (!holds(test, found ?? {}, input))
        throw Object.assign(sdkError('ConditionalCheckFailedException'), { Item: found });
    }
  }

  return {
    items,
    commands: {
      Query({ ExpressionAttributeValues }) {
        const pk = ExpressionAttributeValues?.[':pk']?.S;
        const found = [...items.values()].filter((item) => item['pk']?.S === pk);
        return { Items: found.toSorted((a, b) => ((a['sk']?.S ?? '') < (b['sk']?.S ?? '') ? -1 : 1)) };
      },
      GetItem: ({ Key }) => ({ Item: items.get(idOf(Key)) }),
      PutItem(input) {
        checkCondition(input, items.get(idOf(input.Item)));
        items.set(idOf(input.Item), input.Item ?? {});
        return {};
      },
      UpdateItem(input) {
        checkCondition(input, items.get(idOf(input.Key)));
        items.set(idOf(input.Key), updated({ ...items.get(idOf(input.Key)), ...input.Key }, input));
        return {};
      },
    },
  };
}

/** `attribute_not_exists(name)` and `#name = :value`. */
function holds(
  test: string,
  item: Item,
  { ExpressionAttributeNames: names, ExpressionAttributeValues: values }: Input,
) {
  const [, absent] = /^attribute_not_exists\((.+)\)$/.exec(test) ?? [];
  if (absent !== undefined) return item[names?.[absent] ?? absent] === undefined;
  const [name = '', value = ''] = test.split(' = ');
  return JSON.stringify(item[names?.[name] ?? name]) === JSON.stringify(values?.[value]);
}

/** `SET #a = :a, #b = :b REMOVE #c, #d`. */
function updated(item: Item, { UpdateExpression = '', ...input }: Input): Item {
  const [, sets = '', removes = ''] = /^SET (.*?)(?: REMOVE (.*))?$/.exec(UpdateExpression) ?? [];
  const removed = removes.split(', ').map((name) => input.ExpressionAttributeNames?.[name]);
  const written = sets.split(', ').map((set) => {
    const [name = '', value = ''] = set.split(' = ');
    return [input.ExpressionAttributeNames?.[name], input.ExpressionAttributeValues?.[value]];
  });
  const kept = Object.entries(item).filter(([name]) => !removed.includes(name));
  return { ...Object.fromEntries(kept), ...Object.fromEntries(written) } as Item;
}
