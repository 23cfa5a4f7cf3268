import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createOfflineNotes, type Edit, type KeptNotes, type Note } from '../../examples/changes/offlineNotes.js';
import { createGateway, type Gateway } from '../../src/server/createGateway.js';
import { readExampleOperations } from '../../src/server/exampleOperation.js';
import { waitUntil } from '../support/waitUntil.js';

let gateway: Gateway;
let url: string;
let board = '';
let boards = 0;
const watching: { readonly end: AbortController; readonly ended: Promise<void> }[] = [];

beforeAll(async () => {
  const schemaFile = 'examples/changes/schema.graphql';
  gateway = await createGateway({ schemaFile, inMemory: true, port: 0, logLevel: 'silent', rateRequests: 0 });
  url = `${(await gateway.listen()).url}/graphql`;
}, 60_000);
afterEach(unplug);
afterAll(() => gateway.close());

async function unplug(): Promise<void> {
  for (const { end } of watching) end.abort();
  await Promise.all(watching.splice(0).map(({ ended }) => ended));
}

/** What somebody else does. @returns the note as it is then. */
async function write(mutation: string): Promise<Note> {
  const { data, errors } = await gateway.execute({ query: `mutation { written: ${mutation} }` });
  expect(errors).toBeUndefined();
  return (data as { readonly written: { readonly note: Note } }).written.note;
}
const NOTE = '{ note { noteId text version } }';
const add = (text: string) => write(`createNote(input: { board: "${board}", text: "${text}" }) ${NOTE}`);
const rewrite = ({ noteId }: Note, text: string) =>
  write(`updateNote(board: "${board}", noteId: "${noteId}", set: { text: "${text}" }) ${NOTE}`);
const remove = ({ noteId }: Note) => write(`deleteNote(board: "${board}", noteId: "${noteId}") ${NOTE}`);

function createDevice(kept?: KeptNotes) {
  const conflicts: { readonly edit: Edit; readonly current: Note | undefined }[] = [];
  const notes = createOfflineNotes({
    url,
    board,
    ...(kept && { kept }),
    onConflict: (edit, current) => conflicts.push({ edit, current }),
  });
  return {
    ...notes,
    conflicts,
    /** In order, for the comparison. */
    texts: () =>
      notes
        .kept()
        .notes.map(({ text, version }) => `${text} ${version}`)
        .sort(),
    plugIn() {
      const end = new AbortController();
      const ended = notes.watch(end.signal).catch((error: unknown) => {
        if (!end.signal.aborted) throw error;
      });
      watching.push({ end, ended });
    },
  };
}

test('the operations of examples/changes tell of a note that is written', async () => {
  const [watch, add, missed] = (await readExampleOperations('examples/changes/operations')).map((operation) => ({
    query: operation.query,
    variables: JSON.parse(operation.variables ?? '{}') as Record<string, unknown>,
  }));
  const results = await gateway.subscribe(watch!);
  if (!(Symbol.asyncIterator in results)) throw new Error(JSON.stringify(results));
  const { data: now } = await gateway.execute(missed!);
  expect(now).toMatchObject({ noteChanges: { nodes: [], pageInfo: { hasNextPage: false } } });
  expect((await gateway.execute(add!)).errors).toBeUndefined();
  const { value } = await results.next();
  const created = { kind: 'CREATED', note: { text: 'Buy tea', version: 1 }, previous: null };
  expect(value?.data).toMatchObject({ noteChanged: created });
  const since = (now as { noteChanges: { pageInfo: { endCursor: string } } }).noteChanges.pageInfo.endCursor;
  const { data } = await gateway.execute({ ...missed!, variables: { ...missed!.variables, since } });
  expect(data).toMatchObject({ noteChanges: { nodes: [created] } });
  await results.return();
});

describe('the device of examples/changes', () => {
  test('hears what it missed, sends its edits, and asks about those that came too late', async () => {
    board = `board ${(boards += 1)}`;
    const [tea, milk, bread] = [await add('tea'), await add('milk'), await add('bread')];
    const before = createDevice();
    await before.sync();
    expect(before.texts()).toEqual(['bread 1', 'milk 1', 'tea 1']);

    before.edit(tea.noteId, 'green tea');
    before.edit(milk.noteId, 'oat milk');
    before.edit(milk.noteId, 'rice milk');
    await rewrite(tea, 'black tea');
    await remove(bread);
    await add('jam');
    // It was switched off meanwhile.
    const device = createDevice(JSON.parse(JSON.stringify(before.kept())) as KeptNotes);
    await waitUntil('what was missed to be known', async () => {
      await device.sync();
      return device.texts().includes('jam 1');
    });
    expect(device.texts()).toEqual(['black tea 2', 'jam 1', 'rice milk 2']);
    expect(device.conflicts).toEqual([
      {
        edit: { noteId: tea.noteId, text: 'green tea', version: 1 },
        current: { noteId: tea.noteId, text: 'black tea', version: 2 },
      },
    ]);
    expect(device.kept().edits).toEqual([]);
  });

  test('hears of changes while it is plugged in, and of all of them when it is again', async () => {
    board = `board ${(boards += 1)}`;
    const device = createDevice();
    await device.sync();
    device.plugIn();
    const tea = await add('tea');
    await waitUntil('the note to come', () => device.texts().includes('tea 1'));
    await unplug();
    for (let number = 1; number <= 20; number += 1) await rewrite(tea, `tea no. ${number}`);
    await add('milk');
    expect(device.texts()).toEqual(['tea 1']);
    device.plugIn();
    await waitUntil('all that was missed', () => device.texts().length === 2 && device.texts()[1] === 'tea no. 20 21');
    expect(device.texts()).toEqual(['milk 1', 'tea no. 20 21']);
  });

  test('does not ask about an edit that was made although its answer was lost', async () => {
    board = `board ${(boards += 1)}`;
    const tea = await add('tea');
    const device = createDevice();
    await device.sync();
    device.edit(tea.noteId, 'green tea');
    await rewrite(tea, 'green tea');
    await device.sync();
    expect(device.conflicts).toEqual([]);
    expect(device.kept().edits).toEqual([]);
  });
});
