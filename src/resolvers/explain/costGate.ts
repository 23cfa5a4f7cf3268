import { GraphQLError, Kind, visit, type OperationDefinitionNode } from 'graphql';
import { GatewayError } from '../../errors/gatewayError.js';
import { limitExceeded } from '../../limits/limitExceeded.js';
import { ONE } from './amount.js';
import type { ExplainRequest } from './explainOperation.js';
import { factsOf } from './operationFacts.js';
import { NOBODY } from '../../model/principal.js';
import type { OperationFacts } from '../selectedFields.js';
import type { Amount, Cost } from './operationPlan.js';
import { outlineOperation, type OutlinedField } from './outlineOperation.js';
import { costOfOperation, ownCost } from './plannedCost.js';
import type { PlannedField } from './plannedField.js';
import { planOperation, type PlannedOperation } from './planOperation.js';
import { shapeOf } from './shapeOfVariables.js';
import { createSizes } from './sizes.js';

/** What one operation may cost at most, as it is estimated before its first call. */
export interface CostLimits {
  /** Items that it reads to show them, nested lists multiplied. */
  readonly maxItems: number;
  readonly maxReadUnits: number;
  readonly maxWriteUnits: number;
}

/** @throws {GatewayError} `LIMIT_EXCEEDED` naming the field with the greatest share. */
export type CostGate = (operation: Omit<ExplainRequest, 'sizes' | 'newId'>) => void;

/** Outlines of one operation, by the variables that `@skip` and `@include` name. */
const MAX_OUTLINES = 32;

/**
 * Holds operations to limits by their plans; nothing is sent for that.
 *
 * An operation that has passed is not planned again for variables of the same shape, where the schema has no rules: who
 * asks decides there too.
 */
export function createCostGate(limits: CostLimits): CostGate {
  const outlines = createOutlines();
  const passed = createPassed();
  const sizes = createSizes();
  return (request) => {
    const facts = factsIfSound(request);
    if (facts === undefined) return;
    const { model, viewer, principal = NOBODY } = request;
    const shape = model.isRestricted ? undefined : shapeOf(facts);
    if (shape !== undefined && passed.has(facts.operation, shape)) return;
    const newId = () => '0';
    const planned = plannedIfSound(() =>
      planOperation(
        { model, limits: request.limits, facts, viewer, principal, sizes, newId },
        outlines.of(facts, () => outlineOperation(model, facts)),
      ),
    );
    if (planned === undefined) return;
    refuseBeyond(planned, costOfOperation(planned), limits);
    // What is refused costs nothing: that says nothing of others.
    const isRefused = flattened(planned.fields).some(({ refused }) => refused !== undefined);
    if (shape !== undefined && !isRefused) passed.add(facts.operation, shape);
  };
}

/** What is wrong with the variables is said where they are looked at next. */
function factsIfSound(request: Omit<ExplainRequest, 'sizes' | 'newId'>): OperationFacts | undefined {
  try {
    return factsOf(request);
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

/** An operation that is refused as a whole costs nothing; whoever runs it says why. */
function plannedIfSound(plan: () => PlannedOperation): PlannedOperation | undefined {
  try {
    return plan();
  } catch (error) {
    if (error instanceof GatewayError && error.code !== 'LIMIT_EXCEEDED') return undefined;
    throw error;
  }
}

const PARTS = [
  ['items', 'maxItems', 'items'],
  ['readUnits', 'maxReadUnits', 'read units'],
  ['writeUnits', 'maxWriteUnits', 'write units'],
] as const satisfies readonly (readonly [keyof Cost, keyof CostLimits, string])[];

function refuseBeyond({ fields, planning }: PlannedOperation, cost: Cost, limits: CostLimits): void {
  for (const [part, name, words] of PARTS) {
    const max = limits[name];
    const actual = Math.ceil(cost[part].atMost);
    if (actual <= max) continue;
    const { name: operation } = planning.facts.operation;
    const dearest = dearestOf(fields, part);
    throw limitExceeded({
      name,
      max,
      actual,
      what: `${operation === undefined ? 'The operation' : `The operation "${operation.value}"`} may ${part === 'writeUnits' ? 'write' : 'read'} up to ${actual} ${words}${dearest === undefined ? '' : `, ${dearest}`}`,
      wayOut:
        part === 'writeUnits'
          ? 'Write less at once'
          : 'Ask for smaller pages or fewer levels, say with @cost(itemsPerPartition:) how long its lists are',
    });
  }
}

/** The field with the greatest share, in words. */
function dearestOf(fields: readonly PlannedField[], part: keyof Cost): string | undefined {
  const all = flattened(fields).map((field) => [field, ownCost(field)[part]] as const);
  const [dearest] = all.toSorted(([, a], [, b]) => b.atMost - a.atMost);
  if (dearest === undefined || dearest[1].atMost === 0) return undefined;
  const [{ outline, times }, own] = dearest;
  return `most of them (${Math.ceil(own.atMost)}) in "${outline.path.join('.')}"${timesText(times)}`;
}

function timesText({ atMost }: Amount): string {
  return atMost === ONE.atMost ? '' : `, which is resolved up to ${atMost} times`;
}

function flattened(fields: readonly PlannedField[]): readonly PlannedField[] {
  return fields.flatMap((field) => [
    field,
    ...field.below.flatMap(({ alternatives }) => alternatives.flatMap(flattened)),
  ]);
}

interface OutlinesOfOperation {
  /** Variables. */
  readonly deciding: readonly string[];
  readonly byValues: Map<string, readonly OutlinedField[]>;
}

/** A document is parsed once for all of its requests, so what follows from it alone is worked out once. */
function createOutlines() {
  const known = new WeakMap<OperationDefinitionNode, OutlinesOfOperation>();
  const newEntry = (facts: OperationFacts): OutlinesOfOperation => ({
    deciding: decidingVariables(facts),
    byValues: new Map(),
  });
  return {
    of(facts: OperationFacts, outline: () => readonly OutlinedField[]): readonly OutlinedField[] {
      const entry = known.get(facts.operation) ?? newEntry(facts);
      known.set(facts.operation, entry);
      const values = JSON.stringify(entry.deciding.map((name) => facts.variableValues[name] === true));
      const remembered = entry.byValues.get(values);
      if (remembered !== undefined) return remembered;
      const outlined = outline();
      if (entry.byValues.size >= MAX_OUTLINES) entry.byValues.clear();
      entry.byValues.set(values, outlined);
      return outlined;
    },
  };
}

/** Shapes of variables with which an operation has passed. */
const MAX_SHAPES = 100;

function createPassed() {
  const known = new WeakMap<OperationDefinitionNode, Set<string>>();
  return {
    has: (operation: OperationDefinitionNode, shape: string) => known.get(operation)?.has(shape) ?? false,
    add(operation: OperationDefinitionNode, shape: string) {
      const shapes = known.get(operation) ?? new Set<string>();
      known.set(operation, shapes);
      if (shapes.size >= MAX_SHAPES) shapes.clear();
      shapes.add(shape);
    },
  };
}

/** The variables of `@skip` and `@include`. */
function decidingVariables({ operation, fragments }: OperationFacts): readonly string[] {
  const names = new Set<string>();
  for (const node of [operation, ...Object.values(fragments)]) {
    if (node === undefined) continue;
    visit(node, {
      Directive: ({ name, arguments: given = [] }) => {
        if (name.value !== 'skip' && name.value !== 'include') return;
        for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      },
    });
  }
  return [...names];
}
