import { GatewayError } from '../../errors/gatewayError.js';
import type { AttributeMap } from '../../model/attributeValue.js';
import type { AuthOperation } from '../../model/auth.js';
import { allOf, attributesOfFilter, NOTHING, type Filter } from '../../model/filter.js';
import { fieldsOfParts, partsOfKey } from '../../model/keyTemplate.js';
import { keyOf, type Entity } from '../../model/model.js';
import type { Viewer } from '../../model/viewer.js';
import { withArticle } from '../../model/withArticle.js';
import { evaluateFilter } from '../expressions/evaluateFilter.js';
import { bytesOfFilter, MAX_EXPRESSION_BYTES } from '../expressions/filterExpression.js';
import { residualFilter } from './residualFilter.js';
import type { FieldSelection } from './selectedAttributes.js';

/**
 * Where rules become part of plans: one function for each place, so that every way to an item leads through one of
 * them. Of each, test/engine/accessMatrixChecks.test.ts shows that without it somebody would see or change too much.
 */

/** Of the rows of a list. */
export function seenInList(entity: Entity, index: string | undefined, viewer: Viewer): Filter | undefined {
  const placed = index === undefined ? undefined : seenInIndex(entity, index, viewer);
  return sendable(entity, allOf([viewer.may(entity, 'READ'), placed]));
}

/** Of items that are found by their place in an index, which tells of the fields that it is made of. */
export function seenInIndex(entity: Entity, index: string, viewer: Viewer): Filter | undefined {
  const fields = fieldsOfParts(partsOfKey(keyOf(entity, index)));
  return allOf(fields.map((field) => viewer.mayField(entity, field, 'READ')));
}

/** Of an item that was read by its key: asked for, related, by its global id, of a snapshot, or to fill what an index lacks. */
export function seenByKey(entity: Entity, viewer: Viewer): Filter | undefined {
  return viewer.may(entity, 'READ');
}

/** What must be read beside the selected fields to know which of them are hidden. */
export function attributesToMask(entity: Entity, fields: FieldSelection, viewer: Viewer): readonly string[] {
  const asked = [...entity.fieldRules.keys()]
    .filter((name) => fields === 'ALL' || fields.has(name))
    .flatMap((name) => viewer.mayField(entity, name, 'READ') ?? []);
  return asked.flatMap((filter) => [...attributesOfFilter(filter)]);
}

/** Of what a write gives back: the item as it is now, as it was, or as it stands in the way. */
export function seenAfterWrite(entity: Entity, viewer: Viewer): Filter | undefined {
  return viewer.may(entity, 'READ');
}

/** Of an image in a change record. */
export function seenInChange(entity: Entity, viewer: Viewer): Filter | undefined {
  return allOf([viewer.may(entity, 'READ'), viewer.may(entity, 'SUBSCRIBE')]);
}

/** Of the stored item, for an update, a delete, or a check, which is a READ. */
export function changeable(
  entity: Entity,
  operation: Extract<AuthOperation, 'READ' | 'UPDATE' | 'DELETE'>,
  viewer: Viewer,
): Filter | undefined {
  return sendable(entity, viewer.may(entity, operation));
}

/** Of the stored item, for a change of one of its fields. */
export function fieldChangeable(entity: Entity, field: string, viewer: Viewer): Filter | undefined {
  return sendable(entity, viewer.mayField(entity, field, 'UPDATE'));
}

/**
 * Of the stored item, for a put in its place: all of its fields may change. What is immutable is compared with the
 * input, which tells whoever puts what it is; so they must be able to read it.
 */
export function replaceable(entity: Entity, viewer: Viewer): Filter | undefined {
  const fields = [...entity.fieldRules.keys()].filter((name) => entity.fields.has(name));
  const compares = [...entity.fields.values()].some(({ immutable, inPrimaryKey }) => immutable && !inPrimaryKey);
  return sendable(
    entity,
    allOf([
      viewer.may(entity, 'UPDATE'),
      compares ? viewer.may(entity, 'READ') : undefined,
      ...fields.map((field) => viewer.mayField(entity, field, 'UPDATE')),
    ]),
  );
}

/** A claim with hundreds of values makes a condition that DynamoDB does not take: that is no fault of what was asked. */
function sendable(entity: Entity, filter: Filter | undefined): Filter | undefined {
  const bytes = filter === undefined ? 0 : bytesOfFilter(filter);
  if (bytes <= MAX_EXPRESSION_BYTES) return filter;
  throw new GatewayError(
    'LIMIT_EXCEEDED',
    `Your claims have too many values for the rules of ${entity.name}: as DynamoDB's expression they have ${bytes} bytes, and ${MAX_EXPRESSION_BYTES} are allowed. Ask with a token that names fewer.`,
    { limit: { name: 'claimBytes', max: MAX_EXPRESSION_BYTES, actual: bytes } },
  );
}

/** Of an item as an update leaves it: nobody writes what they could not have changed. */
export function leftChangeable(entity: Entity, viewer: Viewer): Filter | undefined {
  return viewer.may(entity, 'UPDATE');
}

/** Whether an item may be created as it is, with the fields that were given for it. */
export function creatable(entity: Entity, item: AttributeMap, given: Iterable<string>, viewer: Viewer): boolean {
  const filter = allOf([
    viewer.may(entity, 'CREATE'),
    ...[...given].map((field) => viewer.mayField(entity, field, 'CREATE')),
  ]);
  return filter === undefined || evaluateFilter(filter, item);
}

/**
 * @param known  The item's key, as far as it is known.
 * @throws {GatewayError} `FORBIDDEN` where the rules leave nothing of the type, or nothing under this key, to any of the
 *   operations.
 */
export function refuseForbidden(
  entity: Entity,
  operations: readonly AuthOperation[],
  viewer: Viewer,
  known: AttributeMap = {},
): void {
  if (operations.some((operation) => !rulesOut(viewer.may(entity, operation), known))) return;
  throw forbidden(entity, operations);
}

/** Whether a condition is false of every item with these attributes. */
export function rulesOut(filter: Filter | undefined, known: AttributeMap): boolean {
  if (filter === undefined) return false;
  return filter === NOTHING || residualFilter(filter, known) === false;
}

const VERBS: Readonly<Record<AuthOperation, string>> = {
  READ: 'read',
  CREATE: 'create',
  UPDATE: 'update',
  DELETE: 'delete',
  SUBSCRIBE: 'subscribe to',
};

export function forbidden(entity: Entity, operations: readonly AuthOperation[]): GatewayError {
  const what = operations.map((operation) => VERBS[operation]).join(' or ');
  return new GatewayError('FORBIDDEN', `No rule lets you ${what} ${withArticle(entity.name)} like this.`);
}

/** @param argument  Path of the argument that names the field, where one does. */
export function forbiddenField(
  entity: Entity,
  field: string,
  operation: AuthOperation,
  argument: readonly (string | number)[] = [],
): GatewayError {
  const message = `No rule lets you ${VERBS[operation]} "${field}" of ${withArticle(entity.name)}.`;
  return new GatewayError('FORBIDDEN', message, argument.length === 0 ? {} : { argument });
}
