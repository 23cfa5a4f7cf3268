import { OperationTypeNode } from 'graphql';
import type { Model } from '../../model/model.js';
import type { Principal } from '../../model/principal.js';
import type { Viewer } from '../../model/viewer.js';
import { createClaimedValues } from '../claimedValues.js';
import type { ListLimits } from '../runtime.js';
import type { OperationFacts } from '../selectedFields.js';
import { createOperationSelection } from '../selection.js';
import { transactionDirective } from '../transactionDirective.js';
import { bodyOfOperation, checkedToken, notedGenerators, tokenItem, type Made } from '../transactionToken.js';
import { planSnapshot, type SnapshotPlan } from '../planSnapshot.js';
import { noToken } from '../snapshot.js';
import type { OutlinedField } from './outlineOperation.js';
import { rootParents } from './parents.js';
import { planField } from './planFields.js';
import type { PlannedField } from './plannedField.js';
import type { Planning } from './planning.js';
import { planWrites, type PlannedWrites } from './planWrites.js';
import type { Sizes } from './sizes.js';
import { createStands } from './stands.js';

export interface PlanRequest {
  readonly model: Model;
  readonly limits: ListLimits;
  readonly facts: OperationFacts;
  readonly viewer: Viewer;
  readonly principal: Principal;
  readonly sizes: Sizes;
  readonly newId: (kind: 'ULID' | 'UUID') => string;
}

/** An operation in numbers; its commands are made when somebody asks for them. */
export interface PlannedOperation {
  readonly planning: Planning;
  readonly fields: readonly PlannedField[];
  /** Of a query with `@transaction`. */
  readonly snapshot: SnapshotPlan | undefined;
  /** Of a mutation with `@transaction`. */
  readonly joint: JointWrites | undefined;
}

interface JointWrites extends PlannedWrites {
  /** By the place of the root field. */
  readonly counts: readonly number[];
}

/** @throws {Error} What makes the whole operation be refused. */
export function planOperation(request: PlanRequest, outline: readonly OutlinedField[]): PlannedOperation {
  const { model, limits, facts, viewer, principal, sizes, newId } = request;
  const transaction = transactionDirective(facts);
  const { operation } = facts.operation;
  const isSnapshot = transaction !== undefined && operation === OperationTypeNode.QUERY;
  const isJoint = transaction !== undefined && operation === OperationTypeNode.MUTATION;
  const planning: Planning = {
    model,
    limits,
    facts,
    selection: createOperationSelection(model, facts),
    viewer,
    claimed: createClaimedValues(principal),
    principal,
    generators: { now: viewer.now, newId },
    sizes,
    stands: createStands(),
    isSnapshot,
  };
  if (isSnapshot && transaction.token !== undefined) throw noToken();
  const snapshot = isSnapshot
    ? planSnapshot({ runtime: { model }, claimed: planning.claimed, viewer }, facts)
    : undefined;
  // Root fields of a mutation run one after the other; what a transaction has written is read on side by side.
  const stageOf = (at: number) => (operation === OperationTypeNode.MUTATION ? at : 0);
  const noted = notedGenerators(planning.generators, undefined);
  const fields = outline.map((field, at) =>
    isJoint
      ? planField({ ...planning, generators: noted.of(field.path[0] ?? '') }, field, rootParents(0), 'JOINT')
      : planField(planning, field, rootParents(stageOf(at)), 'EACH'),
  );
  const joint = isJoint ? planJoint(planning, fields, transaction.token, noted.made) : undefined;
  return { planning, fields, snapshot, joint };
}

function planJoint(
  planning: Planning,
  fields: readonly PlannedField[],
  token: string | undefined,
  made: () => Made,
): JointWrites | undefined {
  const { identity } = planning.principal;
  const { now } = planning.viewer;
  const body = bodyOfOperation(planning.facts);
  const spent = token === undefined ? undefined : { identity, token: checkedToken(token), body };
  // One that is refused refuses them all.
  if (fields.some(({ refused }) => refused !== undefined)) return undefined;
  const planned = planWrites(
    planning,
    fields.flatMap(({ joins }) => joins),
    spent && tokenItem(spent, made(), now),
  );
  return { ...planned, counts: fields.map(({ joins }) => joins.length) };
}
