import type { FieldSelection } from '../dynamo/plan/selectedAttributes.js';
import { compileDecoder } from '../dynamo/values/compileDecoder.js';
import type { AttributeMap } from '../model/attributeValue.js';
import type { Entity, Model } from '../model/model.js';
import type { Viewer } from '../model/viewer.js';
import { fieldMask } from './fieldMask.js';

/** What resolvers of an entity's fields get as parent: the selected fields, by GraphQL name. */
export type ShapedItem = Readonly<Record<string, unknown>>;

export type ItemShaper = (item: AttributeMap) => ShapedItem;

/** One for each entity, by the selection: one selection is asked for each of its items. */
const shapers = new WeakMap<Entity, WeakMap<object, ItemShaper>>();

/**
 * A function that shapes stored items for a selection, with what rules hide of them left out. The type's name is there
 * for abstract types.
 */
export function itemShaper(model: Model, entity: Entity, fields: FieldSelection, viewer: Viewer): ItemShaper {
  const shape = plainShaper(model, entity, fields);
  const mask = fieldMask(entity, fields, viewer);
  return mask === undefined ? shape : (item) => ({ ...shape(item), ...mask(item) });
}

/** The same with nothing left out, for what nobody is shown. */
export function plainShaper(model: Model, entity: Entity, fields: FieldSelection): ItemShaper {
  let known = shapers.get(entity);
  if (known === undefined) {
    known = new WeakMap();
    shapers.set(entity, known);
  }
  const selection = fields === 'ALL' ? entity : fields;
  let shaper = known.get(selection);
  if (shaper === undefined) {
    const names = [...entity.fields.keys()].filter((name) => fields === 'ALL' || fields.has(name));
    const decode = compileDecoder(entity, model, names);
    shaper = (item) => Object.assign(decode(item), { __typename: entity.name });
    known.set(selection, shaper);
  }
  return shaper;
}
