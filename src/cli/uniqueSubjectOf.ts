import type { UniqueSubject } from '../dynamo/unique/uniqueSubject.js';
import { fieldOf, type Model } from '../model/model.js';
import { UsageError } from './usageError.js';

/**
 * The field that a command line names.
 *
 * @param name  `Customer.email`.
 * @throws {UsageError} for what is no `@unique` field, with those that are.
 */
export function uniqueSubjectOf(model: Model, name: string): UniqueSubject {
  const [typeName = '', fieldName, ...rest] = name.split('.');
  if (fieldName === undefined || rest.length > 0) {
    throw mistake(model, `"${name}" names no field: write its type and its name, with a "." between them.`);
  }
  const entity = model.entities.get(typeName);
  if (entity === undefined) throw mistake(model, `The schema has no type "${typeName}" with @table.`);
  if (!entity.fields.has(fieldName)) throw mistake(model, `${typeName} has no field "${fieldName}".`);
  if (!entity.uniqueFields.some(({ field }) => field === fieldName)) throw mistake(model, `${name} is not @unique.`);
  return { entity, field: fieldOf(entity, fieldName), ownTable: model.ownTable };
}

function mistake(model: Model, why: string): UsageError {
  const names = [...model.entities.values()].flatMap((entity) =>
    entity.uniqueFields.map(({ field }) => `${entity.name}.${field}`),
  );
  const known = names.length === 0 ? 'The schema has no @unique field.' : `Its @unique fields: ${names.join(', ')}.`;
  return new UsageError(`${why} ${known}`);
}
