import type { DocumentNode } from 'graphql';
import type { Model, Relation } from '../model/model.js';
import { OWN_TABLE } from '../model/ownTable.js';
import { authPlaces, rootRulesOf } from './authPlaces.js';
import { compileCollection } from './compileCollection.js';
import { compileEntity } from './compileEntity.js';
import { compileMaps, draftMaps } from './compileMaps.js';
import { compileRelation } from './compileRelation.js';
import { compileTables, membersOfTables } from './compileTables.js';
import { draftCollections } from './draftCollections.js';
import { draftEntity } from './draftEntity.js';
import type { EntityDraft, SchemaDraft } from './drafts.js';
import { parseSources, type SchemaSource } from './parseSources.js';
import { createProblems, type Problems } from './problems.js';
import { RULES } from './rules/rules.js';
import { SchemaError } from './schemaError.js';
import { readTypes } from './typeRegistry.js';
import { validateDocument } from './validateDocument.js';

export interface CompiledSchema {
  readonly model: Model;
  /** The definitions of all sources, as the user wrote them. */
  readonly document: DocumentNode;
}

/**
 * SDL -> model. Library directives and scalars need no definition, and `Query`
 * may be absent: what the gateway serves is made from the model.
 *
 * @throws {SchemaError} with everything that is wrong; a schema with one mistake has no model.
 */
export function compileSchema(sources: readonly SchemaSource[]): CompiledSchema {
  const problems = createProblems(sources.map(({ name }) => name));
  const document = parseSources(sources, problems);
  throwIfAny(problems);

  const registry = readTypes(document);
  validateDocument(document, registry, problems);
  const entities = new Map(
    [...registry.objects.values()].flatMap((shape) => {
      const entity = draftEntity(shape, registry, problems);
      return entity === undefined ? [] : [[entity.name, entity] as const];
    }),
  );
  const mapFields = draftMaps(entities.values(), registry, problems);
  const collections = draftCollections(registry, entities, problems);
  const draft: SchemaDraft = { registry, entities, mapFields, maps: compileMaps(mapFields), collections };
  for (const rule of RULES) rule(draft, problems);
  const relations = new Map(
    [...entities.values()].map((entity) => [entity.name, relationsOf(entity, draft, problems)]),
  );
  throwIfAny(problems);
  if (entities.size === 0) throw nothingToServe(sources);

  const tables = compileTables(entities.values());
  const members = membersOfTables(entities.values());
  const compiled = new Map(
    [...entities].map(([name, entity]) => [
      name,
      compileEntity(entity, {
        maps: draft.maps,
        table: tables.get(entity.tableName),
        others: (members.get(entity.tableName) ?? []).filter((other) => other !== entity),
        relations: relations.get(name) ?? new Map(),
      }),
    ]),
  );
  return {
    document,
    model: {
      tables,
      entities: compiled,
      maps: draft.maps,
      ownTable: OWN_TABLE,
      isRestricted: authPlaces(draft).length > 0,
      rootRules: rootRulesOf(registry),
      collections: new Map(
        collections.map((collection) => [collection.query, compileCollection(collection, compiled)]),
      ),
    },
  };
}

function relationsOf(entity: EntityDraft, draft: SchemaDraft, problems: Problems): ReadonlyMap<string, Relation> {
  return new Map(
    [...entity.fields.values()].flatMap((field) => {
      const relation = field.kind === 'relation' ? compileRelation(entity, field, draft, problems) : undefined;
      return relation === undefined ? [] : [[relation.field, relation] as const];
    }),
  );
}

function nothingToServe(sources: readonly SchemaSource[]): SchemaError {
  const message =
    'No type of the schema has @table, so there is nothing to serve. Write one: type Product @table(partition: "productId") { productId: ID! }';
  return new SchemaError([{ source: sources[0]?.name ?? 'schema.graphql', line: 1, column: 1, message }]);
}

function throwIfAny(problems: Problems): void {
  const found = problems.list();
  if (found.length > 0) throw new SchemaError(found);
}
