import type { GraphQLFieldConfig } from 'graphql';
import type { ChangedByField } from '../model/changedByFields.js';
import type { Entity } from '../model/model.js';
import type { ChangeEvent, ChangeTopic } from '../subscriptions/changeTopic.js';
import type { GatewayContext } from './gatewayContext.js';
import type { RequestInternals } from './requestInternals.js';
import { changePayload } from './subscriptionPayload.js';
import { topicOfKey, topicOfPartition } from './subscriptionTopics.js';

type Values = Readonly<Record<string, unknown>>;
type SubscriptionField = Required<
  Pick<GraphQLFieldConfig<ChangeEvent, GatewayContext, Values>, 'subscribe' | 'resolve'>
>;

/** `productChanged(...)`: changes of a type's items, from the table's stream, whoever made them. */
export function changedField(entity: Entity): SubscriptionField {
  return subscriptionField(entity, (args, internal) => topicOfKey(entity, args, internal));
}

/** `productChangedByCategory(...)`: the same of the items in one partition of an index. */
export function changedByField(entity: Entity, field: ChangedByField): SubscriptionField {
  return subscriptionField(entity, (args, internal) => topicOfPartition(entity, field, args, internal));
}

function subscriptionField(
  entity: Entity,
  topicOf: (args: Values, internal: RequestInternals) => ChangeTopic,
): SubscriptionField {
  return {
    subscribe(_parent, args, { internal }) {
      // The argument `after` is each subscriber's own, and the stream is shared: it is looked at when they join.
      return internal.runtime.changes.open(topicOf(args, internal));
    },
    resolve: (event, _args, { internal }) => changePayload(entity, event, internal),
  };
}
