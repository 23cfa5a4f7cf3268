import { GraphQLError } from 'graphql';
import { toGraphQLError } from '../../errors/toGraphQLError.js';
import type { Model } from '../../model/model.js';
import { NOBODY, type Principal } from '../../model/principal.js';
import type { Viewer } from '../../model/viewer.js';
import type { ListLimits } from '../runtime.js';
import { transactionDirective } from '../transactionDirective.js';
import { exactly, NONE, product, sumOf } from './amount.js';
import { commandText } from './commandText.js';
import type { CallPlan, Cost, FieldPlan, OperationPlan, Share, SharedCall } from './operationPlan.js';
import { factsOf, type OperationRequest } from './operationFacts.js';
import { outlineOperation } from './outlineOperation.js';
import { costOfField, costOfOperation } from './plannedCost.js';
import type { PlannedCall, PlannedField } from './plannedField.js';
import { planOperation, type PlannedOperation } from './planOperation.js';
import type { Planning } from './planning.js';
import { named, sharedReads, type SharedReads } from './sharedReads.js';
import { createSizes, type SampledSizes } from './sizes.js';

export interface ExplainRequest extends OperationRequest {
  readonly model: Model;
  readonly limits: ListLimits;
  readonly viewer: Viewer;
  /** Whose viewer that is. Default: nobody known. */
  readonly principal?: Principal | undefined;
  readonly sizes?: SampledSizes | undefined;
  /** Default: the kind of the id, in place of one. */
  readonly newId?: ((kind: 'ULID' | 'UUID') => string) | undefined;
}

/**
 * What an operation would do and cost. Nothing is sent, and no resolver of the user's own runs.
 *
 * @throws {GraphQLError} for an operation that the document does not have, and variables that do not fit.
 * @throws {GatewayError} What makes the operation be refused as a whole.
 */
export function explainOperation(request: ExplainRequest): OperationPlan {
  const { model, limits, viewer, principal = NOBODY, sizes, newId = standForId } = request;
  const facts = factsOf(request);
  const planned = planOperation(
    { model, limits, facts, viewer, principal, sizes: createSizes(sizes), newId },
    outlineOperation(model, facts),
  );
  return explained(planned);
}

function standForId(kind: 'ULID' | 'UUID'): string {
  return `‹${kind}›`;
}

function explained(operation: PlannedOperation): OperationPlan {
  const { planning, fields, joint } = operation;
  const { facts } = planning;
  const reads = sharedReads(operation);
  const together = joint?.calls.map((call) => asShared(planning, call, joint.counts)) ?? [];
  const shared = [...together, ...reads.calls];
  const transact = joint?.calls.findIndex(({ cost }) => cost.writeUnits.atMost > 0) ?? -1;
  const trees = fields.map((field, at) => {
    const tree = fieldPlan(planning, field, reads, together.length);
    const count = joint?.counts[at] ?? 0;
    return count === 0 || transact < 0 ? tree : withWrites(tree, transact, count, shared[transact]);
  });
  return {
    operation: facts.operation.operation,
    name: facts.operation.name?.value,
    isTransaction: transactionDirective(facts) !== undefined,
    fields: trees,
    shared,
    totals: totalsOf(operation, reads),
    hasUnknown: hasOwnResolver(fields),
  };
}

/** Reads that fields share are counted once, with the keys that they are likely to have in common. */
function totalsOf(operation: PlannedOperation, { calls }: SharedReads): Cost {
  const cost = costOfOperation(operation);
  const direct = sumOf(directCalls(operation.fields).map((call) => call.cost.readUnits));
  const together = sumOf((operation.joint?.calls ?? []).map((call) => call.cost.readUnits));
  const likely = sumOf([direct, together, ...calls.map((call) => call.cost.readUnits)]).likely;
  return {
    ...cost,
    calls: sumOf([cost.calls, ...calls.map((call) => call.cost.calls)]),
    readUnits: { likely, atMost: Math.max(likely, cost.readUnits.atMost) },
  };
}

function directCalls(fields: readonly PlannedField[]): readonly PlannedCall[] {
  return fields.flatMap(({ calls, below }) => [
    ...calls,
    ...below.flatMap(({ alternatives }) => alternatives.flatMap(directCalls)),
  ]);
}

function hasOwnResolver(fields: readonly PlannedField[]): boolean {
  return fields.some(
    ({ outline, below }) =>
      outline.kind.kind === 'own' ||
      below.some(({ alternatives }) => alternatives.some((inner) => hasOwnResolver(inner))),
  );
}

function fieldPlan(planning: Planning, field: PlannedField, reads: SharedReads, before: number): FieldPlan {
  const { outline, times, calls, loads, notes, refused, below } = field;
  const shares =
    reads.calls.length === 0
      ? []
      : loads.map((load): Share => {
          const tables = [...new Set(load.gets.map(({ table }) => table))];
          return {
            call: before + reads.placeOf(load),
            count: load.count,
            table: tables.join(', '),
            readUnits: product(load.count, load.unitsEach),
            writeUnits: NONE,
          };
        });
  return {
    path: outline.path,
    field: `${outline.typeName}.${outline.definition.name}`,
    times,
    calls: calls.map((call) => callPlan(planning, call)),
    shares,
    notes,
    refused: refused === undefined ? undefined : refusal(refused),
    fields: below.flatMap(({ alternatives }) =>
      alternatives.flatMap((inner) => inner.map((one) => fieldPlan(planning, one, reads, before))),
    ),
    cost: costOfField(field),
  };
}

function refusal(error: Error): { readonly code: string; readonly message: string } {
  const { code } = toGraphQLError(error);
  return { code: error instanceof GraphQLError ? 'BAD_USER_INPUT' : code, message: error.message };
}

function withWrites(tree: FieldPlan, call: number, count: number, shared: SharedCall | undefined): FieldPlan {
  const share: Share = {
    call,
    count: exactly(count),
    table: shared?.tables.join(', ') ?? '',
    readUnits: NONE,
    writeUnits: NONE,
  };
  return { ...tree, shares: [share, ...tree.shares] };
}

function callPlan(planning: Planning, { action, table, index, cost, afterwards, commands }: PlannedCall): CallPlan {
  const asSent = commands();
  const [first] = asSent;
  const isExact = asSent.every((command) => isExactCommand(planning, command));
  return {
    action,
    table,
    index,
    commands: asSent.map((command) => named(planning, command)),
    isExact,
    says: first === undefined ? {} : named(planning, commandText(first)),
    afterwards: afterwards.map((text) => planning.stands.named(text)),
    cost,
  };
}

function isExactCommand({ stands }: Planning, command: object): boolean {
  const json = JSON.stringify(command);
  return !stands.isIn(json) && !json.includes('‹');
}

/** The call of a whole transaction. */
function asShared(planning: Planning, call: PlannedCall, counts: readonly number[]): SharedCall {
  const { action, cost, afterwards } = call;
  const { commands, isExact } = callPlan(planning, call);
  const parts = commands.flatMap(partsOfCommand);
  const isWrite = cost.writeUnits.atMost > 0;
  return {
    action,
    tables: [...new Set(parts.length === 0 ? [call.table] : parts.map(({ table }) => table))],
    commands,
    isExact,
    says: parts,
    afterwards,
    count: exactly(isWrite ? counts.reduce((sum, count) => sum + count, 0) : parts.length),
    cost,
  };
}

/** The parts of a command that has several. */
function partsOfCommand(command: object): SharedCall['says'] {
  const { TransactItems, RequestItems, TableName } = command as {
    readonly TransactItems?: readonly Readonly<Record<string, { readonly TableName: string }>>[];
    readonly RequestItems?: Readonly<Record<string, object>>;
    readonly TableName?: string;
  };
  if (TransactItems !== undefined) {
    return TransactItems.flatMap((item) =>
      Object.entries(item).map(([, asked]) => ({
        table: asked.TableName,
        text: commandText(asked),
      })),
    );
  }
  if (RequestItems !== undefined) {
    return Object.entries(RequestItems).map(([table, asked]) => ({ table, text: commandText(asked) }));
  }
  return TableName === undefined ? [] : [{ table: TableName, text: commandText(command) }];
}
