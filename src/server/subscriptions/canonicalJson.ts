import { isRecord } from '../../model/isRecord.js';

/**
 * One text for equal JSON values, whatever the order of their members.
 *
 * @returns undefined for what JSON does not hold: then nobody can say what it is equal to.
 */
export function canonicalJson(value: unknown): string | undefined {
  const ordered = inOrder(value, new Set());
  return ordered === NO_JSON ? undefined : JSON.stringify(ordered);
}

const NO_JSON: unique symbol = Symbol('no JSON');

/** @param within  The objects around this one: one that holds itself has no text. */
function inOrder(value: unknown, within: Set<unknown>): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : NO_JSON;
  const isPlain = isRecord(value) && PLAIN.has(Object.getPrototypeOf(value));
  if ((!isPlain && !Array.isArray(value)) || within.has(value)) return NO_JSON;
  within.add(value);
  // Pairs in place of an object, which would put names that look like numbers first.
  const members = Array.isArray(value)
    ? value.map((member) => inOrder(member, within))
    : Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => [name, inOrder(member, within)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1));
  within.delete(value);
  const holdsOther = members.some((member) => member === NO_JSON || (isPlain && (member as unknown[])[1] === NO_JSON));
  if (holdsOther) return NO_JSON;
  return isPlain ? { of: members } : members;
}

const PLAIN = new Set<unknown>([Object.prototype, null]);
