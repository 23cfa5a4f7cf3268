import type { GraphQLFieldConfig } from 'graphql';
import { encodeValue } from '../dynamo/values/encodeValue.js';
import { itemFieldName } from '../model/apiNames.js';
import { allOf, type Filter } from '../model/filter.js';
import { type Entity, fieldOf, keyFieldsOf, type Model } from '../model/model.js';
import type { ChangeSubscription } from '../subscriptions/changeFeed.js';
import { toEntityChange, type EntityChange } from '../subscriptions/entityChange.js';
import { toFilter } from './filterInput.js';
import type { GatewayContext } from './gatewayContext.js';
import { itemShaper } from './shapeItem.js';

type Values = Readonly<Record<string, unknown>>;
type SubscriptionField = Required<
  Pick<GraphQLFieldConfig<EntityChange, GatewayContext, Values>, 'subscribe' | 'resolve'>
>;

/** `productChanged(...)`: changes of a type's items, from the table's stream, whoever made them. */
export function changedField(entity: Entity): SubscriptionField {
  return {
    async subscribe(_parent, args, context) {
      const { runtime } = context.internal;
      const filter = allOf([
        keyFilter(entity, runtime.model, args),
        toFilter(entity.fields, runtime.model, args['filter'] as Values | undefined, ['filter']),
      ]);
      const events = args['events'] as readonly string[] | null | undefined;
      const changes = await runtime.changes.subscribe(entity.table);
      return matching(changes, (record) => {
        const change = toEntityChange(entity, record, filter);
        return change !== undefined && (events?.includes(change.kind) ?? true) ? change : undefined;
      });
    },
    resolve(change, _args, context) {
      const shape = itemShaper(context.internal.runtime.model, entity, 'ALL');
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

/** Key arguments are equality on the key's fields, as stored. */
function keyFilter(entity: Entity, model: Model, args: Values): Filter | undefined {
  return allOf(
    keyFieldsOf(entity).map((name): Filter | undefined => {
      const field = fieldOf(entity, name);
      const value =
        args[name] === null || args[name] === undefined ? undefined : encodeValue(field.type, args[name], model.maps);
      return value && { kind: 'compare', path: [field.attribute], op: '=', value };
    }),
  );
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
