import type { GraphQLFieldConfig } from 'graphql';
import { refuseForbidden } from '../dynamo/plan/accessChecks.js';
import { leadingKeys } from '../dynamo/plan/accessFilter.js';
import { encodeValue } from '../dynamo/values/encodeValue.js';
import { equalValues } from '../dynamo/values/equalValues.js';
import { itemFieldName } from '../model/apiNames.js';
import type { AttributeMap } from '../model/attributeValue.js';
import { type Entity, fieldOf, keyFieldsOf, type Model } from '../model/model.js';
import type { ChangeSubscription } from '../subscriptions/changeFeed.js';
import { toEntityChange, type EntityChange } from '../subscriptions/entityChange.js';
import { seenFields, toFilter } from './filterInput.js';
import type { GatewayContext } from './gatewayContext.js';
import { itemShaper, plainShaper } from './shapeItem.js';

type Values = Readonly<Record<string, unknown>>;
type SubscriptionField = Required<
  Pick<GraphQLFieldConfig<EntityChange, GatewayContext, Values>, 'subscribe' | 'resolve'>
>;

/** `productChanged(...)`: changes of a type's items, from the table's stream, whoever made them. */
export function changedField(entity: Entity): SubscriptionField {
  return {
    async subscribe(_parent, args, context) {
      const { runtime, viewer } = context.internal;
      const { model } = runtime;
      const known = leadingKeys(entity, Object.fromEntries(keyFieldsOf(entity).map((name) => [name, args[name]])));
      refuseForbidden(entity, ['READ'], viewer, known);
      refuseForbidden(entity, ['SUBSCRIBE'], viewer, known);
      const hasKey = keyTest(entity, model, args);
      const filter = toFilter(
        entity.fields,
        model,
        args['filter'] as Values | undefined,
        ['filter'],
        seenFields([entity], viewer),
      );
      const events = args['events'] as readonly string[] | null | undefined;
      const changes = await runtime.changes.subscribe(entity.table);
      return matching(changes, (record) => {
        const change = toEntityChange(entity, record, filter, viewer);
        if (change === undefined || !hasKey(change.item ?? change.previous ?? {})) return undefined;
        return (events?.includes(change.kind) ?? true) ? change : undefined;
      });
    },
    resolve(change, _args, context) {
      const { runtime, viewer } = context.internal;
      const shape = itemShaper(runtime.model, entity, 'ALL', viewer);
      return {
        kind: change.kind,
        [itemFieldName(entity)]: change.item === undefined ? null : shape(change.item),
        previous: change.previous === undefined ? null : shape(change.previous),
        changedFields: change.changedFields,
        at: change.at.toISOString(),
        expired: change.expired,
      };
    },
  };
}

/**
 * Whether an item has the key fields that are given, each compared as it is stored. A field that the item holds only
 * inside its key is read back from there.
 */
function keyTest(entity: Entity, model: Model, args: Values): (item: AttributeMap) => boolean {
  const names = keyFieldsOf(entity).filter((name) => args[name] !== null && args[name] !== undefined);
  const stored = (name: string, value: unknown) => encodeValue(fieldOf(entity, name).type, value, model.maps);
  const wanted = names.map((name) => [name, stored(name, args[name])] as const);
  const shape = plainShaper(model, entity, new Set(names));
  return (item) => {
    const values = shape(item);
    return wanted.every(([name, value]) => {
      const found = values[name] instanceof Error ? undefined : stored(name, values[name]);
      return value !== undefined && found !== undefined && equalValues(value, found);
    });
  };
}

/** The changes a subscriber wants. No async generator: its `return()` would wait for a change that may never come. */
function matching(
  changes: ChangeSubscription,
  want: (record: Parameters<typeof toEntityChange>[1]) => EntityChange | undefined,
): AsyncIterableIterator<EntityChange> {
  const wanted: AsyncIterableIterator<EntityChange> = {
    async next() {
      for (;;) {
        const result = await changes.next();
        if (result.done === true) return { done: true, value: undefined };
        const change = want(result.value);
        if (change !== undefined) return { done: false, value: change };
      }
    },
    async return() {
      await changes.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => wanted,
  };
  return wanted;
}
