import type { GraphQLSchema } from 'graphql';
import { planGet, type GetPlan } from '../dynamo/plan/planGet.js';
import { nodeNames, rootFieldNames } from '../model/apiNames.js';
import type { Model } from '../model/model.js';
import type { ClaimedValues } from './claimedValues.js';
import { planCollectionItem } from './listCollection.js';
import { planNode } from './node.js';

type Values = Readonly<Record<string, unknown>>;

/**
 * What a root field reads for its coerced arguments, in the order of its answer.
 *
 * @throws {GatewayError} `BAD_USER_INPUT` for a value that cannot be a key, as its resolver does.
 */
export type KeyedRead = (args: Values, schema: GraphQLSchema, claimed: ClaimedValues) => readonly GetPlan[];

const fieldsOfModel = new WeakMap<Model, ReadonlyMap<string, KeyedRead>>();

/** The root fields that read items by their keys and nothing else, by name. */
export function keyedRootFields(model: Model): ReadonlyMap<string, KeyedRead> {
  let fields = fieldsOfModel.get(model);
  if (fields === undefined) {
    fields = collectFields(model);
    fieldsOfModel.set(model, fields);
  }
  return fields;
}

/** A snapshot is consistent by itself. */
const how = { consistent: true } as const;

function collectFields(model: Model): ReadonlyMap<string, KeyedRead> {
  const fields = new Map<string, KeyedRead>([
    [nodeNames.one, ({ id }, schema) => [planNode(model, schema, String(id), { ...how, argument: ['id'] })]],
    [
      nodeNames.many,
      ({ ids }, schema) =>
        (ids as readonly string[]).map((id, at) => planNode(model, schema, id, { ...how, argument: ['ids', at] })),
    ],
  ]);
  for (const entity of model.entities.values()) {
    fields.set(rootFieldNames.get(entity), (args, _schema, claimed) => [
      planGet(entity, claimed.inKey(entity, args), how),
    ]);
    fields.set(rootFieldNames.byKeys(entity), ({ keys }, _schema, claimed) =>
      (keys as readonly Values[]).map((key, at) =>
        planGet(entity, claimed.inKey(entity, key), { ...how, argument: ['keys', at] }),
      ),
    );
  }
  for (const [name, collection] of model.collections) {
    if (collection.reads === 'ITEM')
      fields.set(name, (args, _schema, claimed) => planCollectionItem(model, collection, args, claimed, how));
  }
  return fields;
}
