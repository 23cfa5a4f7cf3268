import { evaluateFilter } from '../dynamo/expressions/evaluateFilter.js';
import { forbidden, refuseForbidden, rulesOut, seenInIndex } from '../dynamo/plan/accessChecks.js';
import { leadingKeys } from '../dynamo/plan/accessFilter.js';
import { planPartitions } from '../dynamo/plan/keyRange.js';
import type { AttributeMap } from '../model/attributeValue.js';
import type { ChangedByField } from '../model/changedByFields.js';
import { allOf, type Filter } from '../model/filter.js';
import { indexOf, keyFieldsOf, type Entity } from '../model/model.js';
import type { ChangeTopic, TopicKey } from '../subscriptions/changeTopic.js';
import { changeReader, type ChangeKind } from '../subscriptions/entityChange.js';
import { partitionTopicKey, primaryTopicKey } from '../subscriptions/topicKey.js';
import { seenFields, toFilter } from './filterInput.js';
import type { RequestInternals } from './requestInternals.js';

type Values = Readonly<Record<string, unknown>>;
type Asking = Pick<RequestInternals, 'viewer' | 'claimed'> & {
  readonly runtime: Pick<RequestInternals['runtime'], 'model'>;
};

/**
 * What `productChanged` and `productChanges` are asked for: items with the key fields that are given.
 *
 * @throws {GatewayError} `FORBIDDEN` where rules leave nothing of it, `BAD_USER_INPUT` for what no key or filter can be.
 */
export function topicOfKey(entity: Entity, args: Values, asking: Asking): ChangeTopic {
  const given = keyFieldsOf(entity).filter((name) => args[name] !== undefined && args[name] !== null);
  const values = asking.claimed.inKey(entity, Object.fromEntries(given.map((name) => [name, args[name]])));
  refuseUnheard(entity, values, asking);
  return topicOf(entity, primaryTopicKey(entity, values), undefined, args, asking);
}

/** What `productChangedByCategory` is asked for: as `topicOfKey`, of the items in one partition of an index. */
export function topicOfPartition(
  entity: Entity,
  { index, fields }: ChangedByField,
  args: Values,
  asking: Asking,
): ChangeTopic {
  refuseUnheard(entity, {}, asking);
  const values = asking.claimed.inKey(entity, Object.fromEntries(fields.map((name) => [name, args[name]])));
  const [partition, ...shards] = planPartitions(entity, indexOf(entity, index).key.partition, values);
  refuseUnheard(entity, values, asking, shards.length === 0 ? partition : {});
  const seen = seenInIndex(entity, index, asking.viewer);
  if (rulesOut(seen, {})) throw forbidden(entity, ['READ']);
  return topicOf(entity, partitionTopicKey(entity, indexOf(entity, index), values), seen, args, asking);
}

/**
 * @param known  Fields that every item has which is asked for.
 * @param placed  Attributes that it has. Another program may have written them otherwise than the key: they refuse, and
 *   allow nothing.
 */
function refuseUnheard(entity: Entity, known: Values, { viewer }: Asking, placed: AttributeMap = {}): void {
  const keys = { ...placed, ...leadingKeys(entity, known) };
  refuseForbidden(entity, ['READ'], viewer, keys);
  refuseForbidden(entity, ['SUBSCRIBE'], viewer, keys);
}

/** @param placed  What must be seen of an item to be found under the key. */
function topicOf(
  entity: Entity,
  key: TopicKey | undefined,
  placed: Filter | undefined,
  args: Values,
  { runtime: { model }, viewer }: Asking,
): ChangeTopic {
  const asked = args['filter'] as Values | null | undefined;
  const filter = allOf([placed, toFilter(entity.fields, model, asked, ['filter'], seenFields([entity], viewer))]);
  const kinds = args['events'] as readonly ChangeKind[] | null | undefined;
  const want = changeReader(entity, viewer, {
    matches: matching(key, filter),
    kinds: kinds ? new Set(kinds) : undefined,
  });
  return { entity, key, want };
}

function matching(
  key: TopicKey | undefined,
  filter: Filter | undefined,
): ((item: AttributeMap) => boolean) | undefined {
  if (key === undefined && filter === undefined) return undefined;
  return (item) =>
    (key === undefined || key.valueOf(item) === key.value) && (filter === undefined || evaluateFilter(filter, item));
}
