import type { FieldSelection } from '../dynamo/plan/selectedAttributes.js';
import { compileDecoder } from '../dynamo/values/compileDecoder.js';
import type { AttributeMap } from '../model/attributeValue.js';
import type { Entity, Model } from '../model/model.js';

/** What resolvers of an entity's fields get as parent: the selected fields, by GraphQL name. */
export type ShapedItem = Readonly<Record<string, unknown>>;

/** A function that shapes stored items for a selection. The type's name is there for abstract types. */
export function itemShaper(model: Model, entity: Entity, fields: FieldSelection): (item: AttributeMap) => ShapedItem {
  const names = [...entity.fields.keys()].filter((name) => fields === 'ALL' || fields.has(name));
  const decode = compileDecoder(entity, model, names);
  return (item) => Object.assign(decode(item), { __typename: entity.name });
}
