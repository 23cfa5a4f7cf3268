import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { keyIdentity } from '../keys/keyIdentity.js';

/** A value and the items that have it. */
export interface HeldValue {
  readonly value: AttributeValue;
  /** The primary keys, each once. */
  readonly keys: readonly AttributeMap[];
}

/** Brings together the items of one value, which turn up far from each other, for any number of them. */
export interface HeldValues {
  /** @param name  The same text for equal values. */
  add(name: string, held: HeldValue): void;
  /** Each value once, in the order they came where there are few; call it once, at the end. */
  groups(): Iterable<HeldValue>;
  /** Deletes what is on disk. */
  close(): void;
}

/** Beyond this many (some megabytes) they are put into files, by a hash of the value, so that one file at a time is looked at. */
const MAX_IN_MEMORY = 20_000;
const FILES = 256;

interface Entry {
  readonly name: string;
  readonly held: HeldValue;
}

export function createHeldValues(maxInMemory = MAX_IN_MEMORY): HeldValues {
  let entries: Entry[] = [];
  let folder: string | undefined;

  function spill(): string {
    folder ??= mkdtempSync(join(tmpdir(), 'sortkey-unique-'));
    const lines = new Map<number, string>();
    for (const entry of entries) {
      const file = fileOf(entry.name);
      lines.set(file, `${lines.get(file) ?? ''}${JSON.stringify(entry)}\n`);
    }
    for (const [file, text] of lines) appendFileSync(join(folder, String(file)), text, { mode: 0o600 });
    entries = [];
    return folder;
  }

  return {
    add(name, held) {
      entries.push({ name, held });
      if (entries.length > maxInMemory) spill();
    },
    *groups() {
      if (folder === undefined) {
        yield* grouped(entries);
        return;
      }
      const from = spill();
      for (let file = 0; file < FILES; file += 1) yield* grouped(readEntries(join(from, String(file))));
    },
    close() {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      folder = undefined;
    },
  };
}

function fileOf(name: string): number {
  return createHash('sha256').update(name).digest().readUInt8(0) % FILES;
}

function readEntries(file: string): readonly Entry[] {
  try {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line) as Entry);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function grouped(entries: readonly Entry[]): Iterable<HeldValue> {
  const values = new Map<string, { value: AttributeValue; keys: Map<string, AttributeMap> }>();
  for (const { name, held } of entries) {
    const group = values.get(name) ?? { value: held.value, keys: new Map<string, AttributeMap>() };
    values.set(name, group);
    for (const key of held.keys) group.keys.set(keyIdentity(key), key);
  }
  return [...values.values()].map(({ value, keys }) => ({ value, keys: [...keys.values()] }));
}
