import type { Entity, Field, Model } from '../../../src/model/model.js';
import { fieldOf } from '../../../src/model/model.js';
import { compileSchema } from '../../../src/schema/compileSchema.js';

export function modelOf(body: string): Model {
  return compileSchema([{ name: 'schema.graphql', body }]).model;
}

/** The first type of a schema. */
export function firstEntity(body: string): Entity {
  const [entity] = modelOf(body).entities.values();
  if (entity === undefined) throw new Error('The schema has no type with @table.');
  return entity;
}

export function fieldIn(body: string, field: string): Field {
  return fieldOf(firstEntity(body), field);
}
