import { planBatchWrite } from '../../dynamo/plan/planBatchWrite.js';
import { planWrite } from '../../dynamo/plan/planWrite.js';
import { MAX_REQUESTS_PER_CALL } from '../../dynamo/execute/batchWriteItems.js';
import type { Write } from '../../dynamo/plan/write.js';
import { itemSizeBytes } from '../../dynamo/values/itemSize.js';
import { badInput } from '../../errors/gatewayError.js';
import type { AttributeMap } from '../../model/attributeValue.js';
import { partsOfKey } from '../../model/keyTemplate.js';
import { itemFieldName, transactWriteField, typeNames } from '../../model/apiNames.js';
import { keyFieldsOf, type Entity } from '../../model/model.js';
import { plainShaper } from '../shapeItem.js';
import { selectedOfResults, transactItems, type TransactWriteArguments } from '../transactWrite.js';
import { checkedToken, notedGenerators, sha256, tokenItem } from '../transactionToken.js';
import { checkAlone } from '../write.js';
import { writeOf } from '../writeRequest.js';
import { groupedBy } from './groupedBy.js';
import { costOf, exactly, sumOf } from './amount.js';
import { argumentsOf, type Values } from './askedLists.js';
import type { Amount } from './operationPlan.js';
import type { FieldKind } from './fieldKind.js';
import type { OutlinedField } from './outlineOperation.js';
import type { PlannedCall } from './plannedField.js';
import type { Planning } from './planning.js';
import { consistentReads, planWrites, type PlannedWrites } from './planWrites.js';
import { unitsOfEntry, unitsOfGet, unitsOfWrite } from './pricing.js';

export interface AskedWrites {
  readonly writes: readonly Write[];
  /** The item of the token that is written with them. */
  readonly token: AttributeMap | undefined;
}

/** The writes of a root field, as it makes them alone or in the document's transaction. */
export function writesOf(planning: Planning, outline: OutlinedField, inTransaction: boolean): AskedWrites {
  const { kind } = outline;
  const args = argumentsOf(planning, outline);
  if (kind.kind === 'write') {
    if (kind.write === 'check' && !inTransaction) throw checkAlone(kind.entity);
    return { writes: [writeOfField(planning, outline, kind, args, inTransaction)], token: undefined };
  }
  const token = (args['token'] as string | null | undefined) ?? undefined;
  if (token !== undefined && inTransaction) throw notJoint(`${outline.definition.name} with a token`);
  const noted = notedGenerators(planning.generators, undefined);
  const generators = inTransaction ? planning.generators : noted.of(transactWriteField);
  const wants = selectedOfResults(planning.facts, outline.nodes);
  const items = transactItems(args as unknown as TransactWriteArguments, { ...planning, generators }, wants);
  const writes = items.map(({ write }) => write);
  if (token === undefined) return { writes, token: undefined };
  const { identity } = planning.principal;
  const spent = { identity, token: checkedToken(token), body: sha256([transactWriteField, args['items']]) };
  return { writes, token: tokenItem(spent, noted.made(), planning.viewer.now) };
}

function writeOfField(
  planning: Planning,
  { nodes }: OutlinedField,
  { entity, write }: Extract<FieldKind, { readonly kind: 'write' }>,
  args: Values,
  inTransaction: boolean,
): Write {
  const selected = planning.selection.namesBelow(typeNames.payload(entity.name), nodes);
  const returnsItem = selected.has(itemFieldName(entity)) && !(inTransaction && write === 'delete');
  return writeOf(entity, write, args, { ...planning, returnsItem });
}

export function notJoint(name: string) {
  return badInput(`"${name}" cannot take part in a transaction. Send it in a mutation without @transaction.`, []);
}

/** What is known of a written item: its key. */
export function knownOfWrite(planning: Planning, { entity, key }: Write): Values {
  const known = plainShaper(planning.model, entity, new Set(keyFieldsOf(entity)))(key);
  return Object.fromEntries(Object.entries(known).filter(([, value]) => !(value instanceof Error)));
}

/** `batchWriteX`: what needs no condition in batches, the rest one by one. */
export function planBatchWriteField(
  planning: Planning,
  outline: OutlinedField,
  entity: Entity,
): PlannedWrites & { readonly count: number } {
  const { model, viewer, claimed, generators, sizes } = planning;
  const args = argumentsOf(planning, outline) as {
    readonly put?: readonly Values[] | null;
    readonly delete?: readonly Values[] | null;
  };
  const put = (args.put ?? []).map((input) => claimed.inInput(entity, input).input);
  const keys = (args.delete ?? []).map((key, at) => claimed.inKey(entity, key, ['delete', at]));
  const entries = planBatchWrite(entity, model, { put, delete: keys }, generators, viewer);
  const requests = entries.flatMap(({ action }) => (action.kind === 'REQUEST' ? [action.request] : []));
  const writes = entries.flatMap(({ action }) => (action.kind === 'WRITE' ? [action.write] : []));

  const unitsOf = (request: (typeof requests)[number]): Amount => {
    const bytes = 'PutRequest' in request ? itemSizeBytes(request.PutRequest.Item) : 0;
    const item = exactly(unitsOfWrite(Math.max(bytes, sizes.itemBytes(entity)), 'ALONE'));
    const held = [...entity.indexes.values()].filter(
      ({ key }) =>
        !('PutRequest' in request) ||
        partsOfKey(key).every(({ attribute }) => request.PutRequest.Item[attribute] !== undefined),
    );
    return sumOf([
      item,
      ...held.map(({ name }) => ({
        likely: unitsOfEntry(sizes.rowBytes(entity, name), 1),
        atMost: unitsOfEntry(sizes.rowBytes(entity, name), 'PutRequest' in request ? 2 : 1),
      })),
    ]);
  };
  const together: PlannedCall = {
    action: 'BatchWriteItem',
    table: entity.table,
    index: undefined,
    cost: costOf({
      calls: exactly(Math.ceil(requests.length / MAX_REQUESTS_PER_CALL)),
      writeUnits: sumOf(requests.map(unitsOf)),
    }),
    afterwards: [],
    commands: () =>
      Array.from({ length: Math.ceil(requests.length / MAX_REQUESTS_PER_CALL) }, (_, at) => ({
        RequestItems: {
          [entity.table]: requests.slice(at * MAX_REQUESTS_PER_CALL, (at + 1) * MAX_REQUESTS_PER_CALL),
        },
      })),
  };
  const lacking = writes.filter((write) => planWrite(write, model, viewer).action === 'NeedsItem');
  const read = consistentReads(
    lacking.map(({ key }) => ({
      table: entity.table,
      key,
      units: unitsOfGet(sizes.itemBytes(entity), 'CONSISTENT'),
    })),
  );
  const alone = writes.flatMap((write) =>
    planWrites(planning, [write]).calls.filter(({ cost }) => cost.writeUnits.atMost > 0),
  );
  return {
    calls: [...(requests.length === 0 ? [] : [together]), ...read, ...merged(alone)],
    notes: writes.length === 0 ? [] : ['each write has a condition, so each goes by itself'],
    count: entries.length,
  };
}

/** Calls of one action on one table, as one line. */
function merged(calls: readonly PlannedCall[]): readonly PlannedCall[] {
  return [...groupedBy(calls, ({ action }) => action).values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const cost = costOf({
      calls: sumOf(alike.map((call) => call.cost.calls)),
      writeUnits: sumOf(alike.map((call) => call.cost.writeUnits)),
    });
    return [{ ...first, cost, commands: () => alike.flatMap((call) => call.commands()) }];
  });
}
