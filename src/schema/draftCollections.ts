import type { Collection } from '../model/model.js';
import { draftPartition } from './draftPartition.js';
import { didYouMean, oneOf, quoted } from './didYouMean.js';
import { parseCollection, type CollectionDirective } from './directives/collection.js';
import {
  hasUnsoundIndex,
  type CollectionDraft,
  type CollectionMember,
  type EntityDraft,
  type StoredDraft,
} from './drafts.js';
import type { Problems } from './problems.js';
import { servableName } from './servableName.js';
import type { AbstractShape, TypeRegistry } from './typeRegistry.js';
import { isEntity } from './valueTypeOf.js';

/** What the collections of a schema are drafted from. */
interface Surroundings {
  readonly registry: TypeRegistry;
  readonly entities: ReadonlyMap<string, EntityDraft>;
  readonly problems: Problems;
}

/** Every `@collection` that holds, in the order of the schema; what is wrong with the others is reported. */
export function draftCollections(
  registry: TypeRegistry,
  entities: ReadonlyMap<string, EntityDraft>,
  problems: Problems,
): readonly CollectionDraft[] {
  return [...registry.abstracts.values()].flatMap((shape) =>
    shape.directives
      .filter((directive) => directive.name.value === 'collection')
      .flatMap((node) => parseCollection(node) ?? [])
      .flatMap((directive) => draftCollection(shape, directive, { registry, entities, problems }) ?? []),
  );
}

function draftCollection(
  shape: AbstractShape,
  directive: CollectionDirective,
  surroundings: Surroundings,
): CollectionDraft | undefined {
  const { problems } = surroundings;
  const query = servableName(directive.query, 'query: "orderRecords"', problems);
  const members = membersOf(shape, directive, surroundings);
  const reads = readsOf(shape, directive, members ?? [], problems);
  if (members === undefined || reads === undefined) return undefined;
  const partition =
    reads === 'ALL'
      ? { partition: [], arguments: new Map<string, StoredDraft>() }
      : draftPartition(shape, directive, members, problems);
  if (query === undefined || partition === undefined) return undefined;
  const { table, index } = directive;
  return { shape, directive, query, tableName: table.value, index: index?.value, reads, members, ...partition };
}

/** @returns undefined where one is wrong: without it the others are another collection. */
function membersOf(
  shape: AbstractShape,
  directive: CollectionDirective,
  surroundings: Surroundings,
): readonly CollectionMember[] | undefined {
  const { registry, entities, problems } = surroundings;
  const table = directive.table.value;
  const ofTable = [...entities.values()].filter(({ tableName }) => tableName === table);
  if (ofTable.length === 0) {
    // The table's types may be among those that were left out.
    if (hasUnsoundTypes(registry, entities)) return undefined;
    const known = [...new Set([...entities.values()].map(({ tableName }) => tableName))];
    problems.report(
      directive.table.node,
      `No type is stored in the table "${table}".${didYouMean(table, known) || (known.length === 0 ? '' : ` The schema has ${quoted(known)}.`)}`,
    );
    return undefined;
  }
  if (shape.members.length === 0) {
    // A union without types is refused by GraphQL itself.
    if (shape.kind === 'interface') {
      problems.report(
        directive.node,
        `No type implements ${shape.name}, so its collection has nothing to hold: write "implements ${shape.name}" on types of the table "${table}".`,
      );
    }
    return undefined;
  }
  if (!isIndexOf(ofTable, directive, problems)) return undefined;
  const members = shape.members.map((member) => memberOf(shape, directive, member, surroundings));
  return members.every((member) => member !== undefined) ? members : undefined;
}

function memberOf(
  shape: AbstractShape,
  { table, index }: CollectionDirective,
  { type, node }: AbstractShape['members'][number],
  { registry, entities, problems }: Surroundings,
): CollectionMember | undefined {
  const entity = entities.get(type);
  if (entity === undefined) {
    if (registry.objects.has(type) && !isEntity(type, registry)) {
      problems.report(
        node,
        `${shape.name} is a collection of the table "${table.value}", and ${type} has no @table: ${leaveOut(shape, type)}, or store it there, @table(name: "${table.value}", ...).`,
      );
    }
    return undefined;
  }
  if (entity.tableName !== table.value) {
    problems.report(
      node,
      `${shape.name} is a collection of the table "${table.value}", and ${type} is stored in "${entity.tableName}": one Query reads one table. ${capital(leaveOut(shape, type))}.`,
    );
    return undefined;
  }
  if (index === undefined) return entity.key.sound ? { entity, key: entity.key } : undefined;
  const own = entity.indexes.find(({ name }) => name === index.value);
  if (own === undefined) {
    if (!hasUnsoundIndex(entity)) {
      problems.report(
        node,
        `${shape.name} is a collection of the index "${index.value}", and ${type} is not in it: give it @index(name: "${index.value}", ...), or ${leaveOut(shape, type)}.`,
      );
    }
    return undefined;
  }
  return own.key.sound ? { entity, key: own.key } : undefined;
}

/** Whether one type of the table has the index; what is in none is reported once, and not for every member. */
function isIndexOf(
  ofTable: readonly EntityDraft[],
  { index, table }: CollectionDirective,
  problems: Problems,
): boolean {
  const known = [...new Set(ofTable.flatMap(({ indexes }) => indexes.map(({ name }) => name)))];
  if (index === undefined || known.includes(index.value)) return true;
  if (ofTable.some(hasUnsoundIndex)) return false;
  problems.report(
    index.node,
    `No type of the table "${table.value}" has the index "${index.value}".${oneOf(index.value, known)}`,
  );
  return false;
}

function readsOf(
  { name }: AbstractShape,
  { partition, scan, node, table, index }: CollectionDirective,
  [first]: readonly CollectionMember[],
  problems: Problems,
): Collection['reads'] | undefined {
  const whole = index === undefined ? `the table "${table.value}"` : `the index "${index.value}"`;
  if (scan?.value === true) {
    if (partition === undefined) return 'ALL';
    problems.report(
      scan.node,
      `${name} is either one partition or all of ${whole}: leave out "scan" or "partition". It may have a @collection for each.`,
    );
    return undefined;
  }
  if (partition === undefined) {
    problems.report(
      node,
      `${name} names no partition: write the one that its types share, partition: "PK = ORDER#{orderId}", or scan: true for all of ${whole}.`,
    );
    return undefined;
  }
  return index === undefined && first?.key.sort.length === 0 ? 'ITEM' : 'PARTITION';
}

function leaveOut({ kind, name }: AbstractShape, member: string): string {
  return kind === 'union' ? `take ${member} out of the union` : `leave out "implements ${name}" on ${member}`;
}

function hasUnsoundTypes(registry: TypeRegistry, entities: ReadonlyMap<string, EntityDraft>): boolean {
  return [...registry.objects.keys()].some((name) => isEntity(name, registry) && !entities.has(name));
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
