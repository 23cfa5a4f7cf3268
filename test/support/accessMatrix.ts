import { isDeepStrictEqual } from 'node:util';
import type { AccessCase, Asker } from './accessCase.js';
import { changeViolations } from './accessChanges.js';
import { type AccessGateway, SENTINEL, type Told } from './accessGateway.js';
import { readPaths, type Path } from './accessReads.js';
import { stepPaths } from './accessSteps.js';
import { attackPaths, writePaths } from './accessWrites.js';

/**
 * Walks every path to bob's item, as ann and as bob, and says what is wrong; nothing where the rules hold.
 *
 * For ann its answer must be that of an absent item: data, errors, and kind and number of calls. What ann may not write
 * must be, byte for byte, what it was. Bob must see, and be able to do, all of it.
 *
 * @param options.isBrief  One path of those that differ in form only, and no cursors.
 * @param options.third  0, 1 or 2: every third path alone, from this one on.
 */
export async function* violationsOf(
  given: AccessCase,
  at: AccessGateway,
  { isBrief = false, third }: { readonly isBrief?: boolean; readonly third?: number | undefined } = {},
): AsyncGenerator<string> {
  await at.restore();
  const all = pathsOf(given, at);
  const walked = (paths: readonly Path[]) =>
    paths
      .filter(({ isExtra = false }) => !isBrief || !isExtra)
      .filter((_path, at) => third === undefined || at % 3 === third);
  const [reads, writes] = [walked(all.reads), walked(all.writes)];
  for await (const wrong of changeViolations(given, at)) yield `${given.name}: ${wrong}`;
  for await (const wrong of readViolations(given, at, reads)) yield `${given.name}: ${wrong}`;
  if (!given.isForbidden && given.guardsWrites) {
    for await (const wrong of attackViolations(given, at)) yield `${given.name}: ${wrong}`;
  }
  for await (const wrong of writeViolations(given, at, writes)) yield `${given.name}: ${wrong}`;
  if (isBrief) return;
  for await (const wrong of cursorViolations(given, at, reads)) yield `${given.name}: ${wrong}`;
}

export function pathsOf(given: AccessCase, { gateway: { model }, hidden, steps }: AccessGateway) {
  const ofSteps = stepPaths(steps);
  return {
    reads: [...readPaths(model, hidden.literals), ...ofSteps.reads],
    writes: [...writePaths(model, hidden.literals, given), ...ofSteps.writes],
  };
}

async function* readViolations(given: AccessCase, at: AccessGateway, paths: readonly Path[]): AsyncGenerator<string> {
  const asAnn = await toldEach(at, paths, given.ann);
  for (const [path, told] of asAnn) {
    if (given.hides) yield* leaks(path, told);
    if (given.isForbidden) yield* allowedCalls(path, told);
  }
  for (const [path, told] of await toldEach(at, paths, given.bob)) {
    if (path.works && !JSON.stringify(told).includes(SENTINEL) && !isOpenCard(given, path)) {
      yield `${path.name}: who may see it is told ${JSON.stringify(told)}`;
    }
  }
  if (!given.hides) return;
  await at.remove();
  for (const [path, told] of await toldEach(at, paths, given.ann)) {
    yield* differences(path, asAnn.get(path), told);
  }
  await at.restore();
}

/** Where the owner is in the key, the one item of a key is not hidden. */
function isOpenCard({ place }: AccessCase, { name }: Path): boolean {
  return place.isKey && name === 'cardItem';
}

async function* writeViolations(given: AccessCase, at: AccessGateway, paths: readonly Path[]): AsyncGenerator<string> {
  const asAnn = new Map<Path, Told>();
  for (const path of paths) {
    const told = await at.ask(path.operation, given.ann);
    asAnn.set(path, told);
    if (given.hides) yield* leaks(path, told);
    if (given.isForbidden) yield* allowedCalls(path, told);
    // A check is a READ.
    const isHeldBack = path.name.startsWith('check') ? given.hides : given.guardsWrites || path.reads === true;
    if ((await at.restore()) && isHeldBack)
      yield `${path.name}: it was done, and the answer is ${JSON.stringify(told)}`;
  }
  for (const path of paths) {
    if (!path.works) continue;
    const told = await at.ask(path.operation, given.bob);
    const isChanged = await at.restore();
    const isRefused =
      told.errors.length > 0 || /"reason":"|\\"error\\"|"REFUSED"|\\"committed\\":false/.test(JSON.stringify(told));
    if (isRefused || (!isChanged && !path.name.includes('check'))) {
      yield `${path.name}: who may do it is told ${JSON.stringify(told)}`;
    }
  }
  if (!given.hides) return;
  // Nothing of it writes: what is absent can be neither changed nor deleted.
  await at.remove();
  for (const path of paths) {
    if (path.tellsTaken === true || (!given.guardsWrites && path.reads !== true)) continue;
    yield* differences(path, asAnn.get(path), await at.ask(path.operation, given.ann));
  }
  await at.restore();
}

async function* attackViolations(given: AccessCase, at: AccessGateway): AsyncGenerator<string> {
  const { gateway, own } = at;
  for (const path of attackPaths(gateway.model, own.literals, given)) {
    const told = await at.ask(path.operation, given.ann);
    if (await at.restore()) yield `${path.name}: it was done, and the answer is ${JSON.stringify(told)}`;
    if (told.calls.length > 0) yield `${path.name}: what no item could allow was sent, ${told.calls.join(', ')}`;
  }
}

/** Cursors of somebody who sees more say nothing of it, and lead nowhere else. */
async function* cursorViolations(given: AccessCase, at: AccessGateway, paths: readonly Path[]): AsyncGenerator<string> {
  const operations: Path[] = [];
  for (const { name, list } of paths) {
    if (list === undefined) continue;
    const call = (more: string) =>
      `{ list: ${list.field}(${[list.args, more, 'first: 5'].filter((part) => part !== '').join(', ')})`;
    const { data } = await at.ask(`${call('')} { edges { cursor } } }`, given.admin);
    const cursors = cursorsIn(data);
    for (const [place, cursor] of cursors.entries()) {
      for (const side of list.bothDirections ? ['after', 'before'] : ['after']) {
        const operation = `${call(`${side}: "${cursor}"`)} { nodes { __typename ... on Doc { docId title } } pageInfo { hasNextPage hasPreviousPage } } }`;
        operations.push({ name: `${name} ${side} cursor ${place}`, operation, works: true });
      }
    }
  }
  if (!given.hides) return;
  const before = await toldEach(at, operations, given.ann);
  for (const [path, told] of before) yield* leaks(path, told);
  await at.remove();
  for (const [path, told] of await toldEach(at, operations, given.ann))
    yield* differences(path, before.get(path), told);
  await at.restore();
}

function cursorsIn(data: unknown): readonly string[] {
  const { list } = data as { readonly list?: { readonly edges: readonly { readonly cursor: string }[] } | null };
  return (list?.edges ?? []).map(({ cursor }) => cursor);
}

async function toldEach(
  { ask }: AccessGateway,
  paths: readonly Path[],
  asker: Asker,
): Promise<ReadonlyMap<Path, Told>> {
  const told = new Map<Path, Told>();
  // One by one: each has calls of its own.
  for (const path of paths) told.set(path, await ask(path.operation, asker));
  return told;
}

function* leaks(path: Path, told: Told): Generator<string> {
  if (JSON.stringify(told).includes(SENTINEL)) yield `${path.name}: the hidden item is shown, ${JSON.stringify(told)}`;
}

function* differences(path: Path, hidden: Told | undefined, absent: Told): Generator<string> {
  if (isDeepStrictEqual(hidden, absent)) return;
  yield `${path.name}: hidden it is ${JSON.stringify(hidden)}, absent ${JSON.stringify(absent)}`;
}

/** What is forbidden of the type as a whole reads nothing of it, where the path leads to nothing else. */
function* allowedCalls(path: Path, told: Told): Generator<string> {
  const leadsElsewhere = /shelf\(|ntries|cardItem|createShelf/.test(path.operation);
  if (told.calls.length > 0 && !leadsElsewhere)
    yield `${path.name}: what is forbidden was sent, ${told.calls.join(', ')}`;
  if (!JSON.stringify(told).includes('FORBIDDEN') && !leadsElsewhere)
    yield `${path.name}: it is not FORBIDDEN, ${JSON.stringify(told)}`;
}
