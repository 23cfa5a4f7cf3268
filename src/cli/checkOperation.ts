import { existsSync } from 'node:fs';
import type { GatewaySettings } from '../config/gatewaySettings.js';
import type { DocumentGate } from '../limits/documentGate.js';
import type { Principal } from '../model/principal.js';
import type { Viewer } from '../model/viewer.js';
import { explainOperation } from '../resolvers/explain/explainOperation.js';
import type { FieldPlan, OperationPlan } from '../resolvers/explain/operationPlan.js';
import type { ExplainedSchema } from '../server/explainedSchema.js';
import { assumedVariables } from './assumedVariables.js';
import type { FoundOperation } from './operationsIn.js';
import { readJsonObject } from './readOperations.js';

/** What all operations of a folder are held to. */
export interface Checks {
  readonly served: ExplainedSchema;
  readonly settings: GatewaySettings;
  readonly gate: DocumentGate;
  readonly mayScan: boolean;
  readonly principal: Principal;
  readonly viewer: Viewer;
}

export interface CheckedOperation {
  /** Why it would be refused; none where it passes. */
  readonly reasons: readonly string[];
  /** `: at most 2 calls, 3.5 read`; empty where there is no plan. */
  readonly cost: string;
}

/**
 * Holds an operation to the limits of documents and of costs, with the variables of the file beside it.
 *
 * @throws {UsageError} for a file of variables that cannot be read.
 */
export async function checkOperation(found: FoundOperation, checks: Checks): Promise<CheckedOperation> {
  const { served, settings, gate, mayScan, principal, viewer } = checks;
  const { document, body, operation, file } = found;
  const beside = file.replace(/\.graphql$/, '.variables.json');
  const given = existsSync(beside) ? await readJsonObject(beside, beside) : {};
  try {
    gate.check({ query: body, variables: given });
    const variables = assumedVariables(served, document, operation, given);
    const operationName = operation.name?.value;
    const plan = explainOperation({ ...served, document, operationName, variables, principal, viewer });
    return { reasons: reasonsAgainst(plan, settings, mayScan), cost: costText(plan) };
  } catch (error) {
    return { reasons: [error instanceof Error ? error.message : String(error)], cost: '' };
  }
}

function reasonsAgainst(plan: OperationPlan, limits: GatewaySettings, mayScan: boolean): readonly string[] {
  const { items, readUnits, writeUnits } = plan.totals;
  const fields = flattened(plan.fields);
  const beyond = [
    [items.atMost, limits.maxItems, 'items are read', '--max-items'],
    [readUnits.atMost, limits.maxReadUnits, 'read units', '--max-read-units'],
    [writeUnits.atMost, limits.maxWriteUnits, 'write units', '--max-write-units'],
  ] as const;
  return [
    ...fields.flatMap(({ path, refused }) =>
      refused === undefined
        ? []
        : [
            `"${path.join('.')}" is refused with the variables that were taken: ${refused.message} ${wayOut(refused.code)}`,
          ],
    ),
    ...beyond.flatMap(([atMost, max, words, flag]) =>
      atMost > max ? [`up to ${Math.ceil(atMost)} ${words}, and at most ${max} may be (${flag})`] : [],
    ),
    ...fields.flatMap(({ path, calls }) =>
      !mayScan && calls.some(({ action }) => action === 'Scan')
        ? [
            `"${path.join('.')}" scans ${calls.map(({ table, index }) => (index === undefined ? table : `${table}.${index}`)).join(', ')} (--no-scan)`,
          ]
        : [],
    ),
  ];
}

function wayOut(code: string): string {
  const others = 'in a .variables.json file beside it.';
  return code === 'FORBIDDEN' ? `Say with --claims who asks, or give others ${others}` : `Give others ${others}`;
}

function flattened(fields: readonly FieldPlan[]): readonly FieldPlan[] {
  return fields.flatMap((field) => [field, ...flattened(field.fields)]);
}

function costText({ totals: { calls, readUnits, writeUnits } }: OperationPlan): string {
  const parts = [
    `${Math.ceil(calls.atMost)} ${Math.ceil(calls.atMost) === 1 ? 'call' : 'calls'}`,
    ...(readUnits.atMost > 0 ? [`${readUnits.atMost} read`] : []),
    ...(writeUnits.atMost > 0 ? [`${writeUnits.atMost} write`] : []),
  ];
  return `: at most ${parts.join(', ')}`;
}
