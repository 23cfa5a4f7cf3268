import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createHeldValues, type HeldValues } from '../../../src/dynamo/unique/heldValues.js';
import { item } from '../../support/scenarioItem.js';

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('sortkey-unique-'));

let held: HeldValues | undefined;
afterEach(() => held?.close());

function add(values: HeldValues, email: string, ...ids: readonly string[]): void {
  values.add(email, { value: { S: email }, keys: ids.map((id) => item({ id })) });
}

function groups(values: HeldValues): Record<string, readonly string[]> {
  const entries = [...values.groups()].map(({ value, keys }) => {
    const ids = keys.map(({ id }) => (id !== undefined && 'S' in id ? id.S : ''));
    return ['S' in value ? value.S : '', ids] as const;
  });
  return Object.fromEntries(entries);
}

describe.each([
  ['in memory', 1_000],
  ['in files', 3],
])('values that are kept %s', (_where, maxInMemory) => {
  test('are brought together, each item once', () => {
    held = createHeldValues(maxInMemory);
    for (let at = 0; at < 20; at += 1) add(held, `same${at % 2}`, `p${at}`, `p${at % 2}`);
    add(held, 'alone', 'q');
    expect(groups(held)).toEqual({
      same0: ['p0', 'p2', 'p4', 'p6', 'p8', 'p10', 'p12', 'p14', 'p16', 'p18'],
      same1: ['p1', 'p3', 'p5', 'p7', 'p9', 'p11', 'p13', 'p15', 'p17', 'p19'],
      alone: ['q'],
    });
  });

  test('leave nothing behind', () => {
    const before = folders();
    held = createHeldValues(maxInMemory);
    for (let at = 0; at < 20; at += 1) add(held, `v${at}`, `p${at}`);
    const during = folders().filter((name) => !before.includes(name));
    expect(during.length > 0).toBe(maxInMemory === 3);
    held.close();
    expect(during.map((name) => existsSync(`${tmpdir()}/${name}`))).not.toContain(true);
  });
});

test('few values are in the order they came', () => {
  held = createHeldValues();
  for (const email of ['c', 'a', 'b', 'a']) add(held, email, email);
  expect(Object.keys(groups(held))).toEqual(['c', 'a', 'b']);
});
