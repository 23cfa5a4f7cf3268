import { afterAll, describe, expect, test } from '@jest/globals';
import { findingLine, summaryLine } from '../../src/cli/uniqueReport.js';
import { uniqueSubjectOf } from '../../src/cli/uniqueSubjectOf.js';
import { createAwsSdkTransport } from '../../src/dynamo/execute/awsSdkTransport.js';
import { createCaller } from '../../src/dynamo/execute/caller.js';
import { createDynamoClient } from '../../src/dynamo/execute/sdkClients.js';
import type { ActionInput, ActionName } from '../../src/dynamo/actions.js';
import type { Transport } from '../../src/dynamo/execute/transport.js';
import { ensureTables } from '../../src/dynamo/tables/ensureTables.js';
import { checkUnique, type UniqueCounts } from '../../src/dynamo/unique/checkUnique.js';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import { withTablePrefix } from '../../src/model/withTablePrefix.js';
import { compileSchema } from '../../src/schema/compileSchema.js';
import { MEMBERS } from '../plan/fixtures/members.js';
import { testEngine, uniqueTablePrefix } from '../support/engine.js';
import { marker } from '../support/marker.js';
import { FUTURE, PAST, TEST_NOW } from '../support/moments.js';
import { item } from '../support/scenarioItem.js';

const { endpoint, region, credentials } = testEngine();
const client = createDynamoClient({ endpoint, region, credentials });
const transport = createAwsSdkTransport({ endpoint, region, credentials });
afterAll(async () => {
  client.destroy();
  await transport.close();
});

const { model: compiled } = compileSchema([{ name: 'schema.graphql', body: MEMBERS }]);

type Items = Readonly<Record<string, readonly AttributeMap[]>>;
type Hook = (action: ActionName, input: object) => Promise<void>;

/** Tables of a test's own with items laid out, and the check of one field over them. */
async function laidOut(name: string, items: Items) {
  const prefix = uniqueTablePrefix();
  const model = withTablePrefix(compiled, prefix);
  // The test has a moment of its own: an engine that deletes by TTL would go by the machine's clock.
  const tables = [...model.tables].map(([key, table]) => [key, { ...table, ttlAttribute: undefined }] as const);
  const ownTable = { ...model.ownTable, ttlAttribute: undefined };
  await ensureTables({ client, model: { ...model, tables: new Map(tables), ownTable }, streams: false });
  const subject = uniqueSubjectOf(model, name);
  const send = <A extends ActionName>(action: A, input: ActionInput<A>) =>
    transport.send(action, input, { signal: AbortSignal.timeout(10_000) });
  const put = (table: string, stored: AttributeMap) => send('PutItem', { TableName: prefix + table, Item: stored });
  await Promise.all(Object.entries(items).flatMap(([table, list]) => list.map((stored) => put(table, stored))));

  async function check(repair: boolean, before: Hook = () => Promise.resolve()) {
    const hooked: Transport = {
      ...transport,
      async send(action, input, options) {
        await before(action, input);
        return transport.send(action, input, options);
      },
    };
    const caller = createCaller({ transport: hooked });
    const lines: string[] = [];
    const callOptions = () => ({ signal: AbortSignal.timeout(20_000), deadlineAtMs: Date.now() + 20_000 });
    const counts: UniqueCounts = await checkUnique({
      io: { caller, callOptions, now: () => TEST_NOW },
      subject,
      repair,
      onFinding: (finding) => lines.push(findingLine(subject, finding)),
      onProgress: () => {},
    });
    return { lines: lines.toSorted(), summary: summaryLine(subject, counts) };
  }

  return {
    put,
    remove: (table: string, Key: AttributeMap) => send('DeleteItem', { TableName: prefix + table, Key }),
    verify: (before?: Hook) => check(false, before),
    repair: (before?: Hook) => check(true, before),
    async markers() {
      const { Items = [] } = await send('Scan', { TableName: prefix + 'sortkey' });
      const name = ({ pk }: AttributeMap) => (pk !== undefined && 'S' in pk ? pk.S : '');
      return Items.toSorted((a, b) => name(a).localeCompare(name(b)));
    },
  };
}

const member = (memberId: string, email: string, more: Parameters<typeof item>[0] = {}) =>
  item({ memberId, email, ...more });
const emailMarker = (email: string, memberId: string) => marker('Member.email', email, item({ memberId }));

describe('where every item has its marker', () => {
  test('there is nothing to say, and a repair changes nothing', async () => {
    const tables = await laidOut('Member.email', {
      Members: [member('m1', 'ann@x'), member('m2', 'ben@x'), item({ memberId: 'm3' })],
      sortkey: [
        emailMarker('ann@x', 'm1'),
        emailMarker('ben@x', 'm2'),
        marker('Member.badge', '1', item({ memberId: 'm9' })),
      ],
    });
    const before = await tables.markers();
    const well = { lines: [], summary: 'Member.email: 2 items with a value and 2 markers read; all is well.' };
    expect(await tables.verify()).toEqual(well);
    expect(await tables.repair()).toEqual(well);
    expect(await tables.markers()).toEqual(before);
  });

  test('numbers count by value, binary values by what they hold', async () => {
    const numbers = await laidOut('Member.badge', {
      Members: [{ memberId: { S: 'm1' }, badge: { N: '7.0' } }],
      sortkey: [marker('Member.badge', '7', item({ memberId: 'm1' }))],
    });
    expect((await numbers.verify()).lines).toEqual([]);
    const club = { PK: 'CLUB#c1', SK: 'PROFILE' };
    const seals = await laidOut('Club.seal', {
      Clubs: [
        item({ ...club, kind: 'Club', seal: Buffer.from('seal') }),
        item({ PK: 'CLUB#c2', SK: 'PROFILE', kind: 'Other', seal: Buffer.from('x') }),
      ],
      sortkey: [marker('Club.seal', 'c2VhbA==', item(club))],
    });
    expect(await seals.verify()).toEqual({
      lines: [],
      summary: 'Club.seal: 1 item with a value and 1 marker read; all is well.',
    });
  });
});

describe('after writes of other programs', () => {
  const foreign: Items = {
    Members: [
      // Written without a marker; with the marker of a value that it had before; and with one that another item lost.
      member('m1', 'ann@x'),
      member('m2', 'ben@x'),
      member('m3', 'cleo@x'),
      member('m4', 'dan@x'),
    ],
    sortkey: [
      emailMarker('old-ben@x', 'm2'),
      emailMarker('cleo@x', 'm4'),
      emailMarker('gone@x', 'm9'),
      marker('Member.email', 'odd@x', item({ clubId: 'c1' })),
    ],
  };

  test('each problem is a line', async () => {
    const tables = await laidOut('Member.email', foreign);
    const before = await tables.markers();
    expect(await tables.verify()).toEqual({
      lines: [
        'Member {"memberId":"m1"} has "ann@x" without a marker.',
        'Member {"memberId":"m2"} has "ben@x" without a marker.',
        'Member {"memberId":"m3"} has "cleo@x" without a marker.',
        'Member {"memberId":"m4"} has "dan@x" without a marker.',
        'The marker of "cleo@x" names Member {"memberId":"m4"}, which does not have it.',
        'The marker of "gone@x" names Member {"memberId":"m9"}, which does not have it.',
        'The marker of "odd@x" names no item.',
        'The marker of "old-ben@x" names Member {"memberId":"m2"}, which does not have it.',
      ],
      summary: 'Member.email: 4 items with a value and 4 markers read; 8 problems, 0 mended.',
    });
    expect(await tables.markers()).toEqual(before);
  });

  test('a repair writes and deletes markers, after which all is well', async () => {
    const tables = await laidOut('Member.email', foreign);
    expect(await tables.repair()).toEqual({
      lines: [
        'Member {"memberId":"m1"} has "ann@x" without a marker: written.',
        'Member {"memberId":"m2"} has "ben@x" without a marker: written.',
        'Member {"memberId":"m3"} has "cleo@x" without a marker: written.',
        'Member {"memberId":"m4"} has "dan@x" without a marker: written.',
        'The marker of "gone@x" names Member {"memberId":"m9"}, which does not have it: deleted.',
        'The marker of "odd@x" names no item: deleted.',
        'The marker of "old-ben@x" names Member {"memberId":"m2"}, which does not have it: deleted.',
      ],
      summary: 'Member.email: 4 items with a value and 7 markers read; 7 problems, 7 mended.',
    });
    expect(await tables.markers()).toEqual([
      emailMarker('ann@x', 'm1'),
      emailMarker('ben@x', 'm2'),
      emailMarker('cleo@x', 'm3'),
      emailMarker('dan@x', 'm4'),
    ]);
    expect((await tables.verify()).lines).toEqual([]);
  });

  test('a value of several items is one line with all of them, whoever has the marker, and stays', async () => {
    const tables = await laidOut('Member.email', {
      Members: [
        ...['m1', 'm2', 'm3'].map((id) => member(id, 'same@x')),
        ...['m4', 'm5'].map((id) => member(id, 'twin@x')),
        member('m6', 'own@x'),
      ],
      sortkey: [emailMarker('same@x', 'm2'), emailMarker('own@x', 'm6')],
    });
    const sorted = ({ lines }: { readonly lines: readonly string[] }) =>
      lines.map((line) => [line.slice(0, line.indexOf(':')), new Set(line.match(/m\d/g))]);
    const expected = [
      ['"same@x" is the email of 3 items', new Set(['m1', 'm2', 'm3'])],
      ['"twin@x" is the email of 2 items', new Set(['m4', 'm5'])],
    ];
    const verified = await tables.verify();
    expect(sorted(verified)).toEqual(expected);
    expect(verified.lines[0]).toMatch(/}\. Give all but one of them another value, or delete them, then repair\.$/);
    const repaired = await tables.repair();
    expect(sorted({ lines: repaired.lines.filter((line) => line.startsWith('"')) })).toEqual(expected);
    // One of the twins has the marker now, so that nobody else takes the value.
    expect(repaired.lines.filter((line) => line.endsWith('has "twin@x" without a marker: written.'))).toHaveLength(1);
    expect(repaired.summary).toBe('Member.email: 6 items with a value and 3 markers read; 3 problems, 1 mended.');
  });

  test('a value that is too long for a marker is named, and left', async () => {
    const tables = await laidOut('Member.email', { Members: [member('m1', 'x'.repeat(2_100))] });
    const lines = ['Member {"memberId":"m1"} has a value of email that is too long to be unique: update or delete it.'];
    expect((await tables.verify()).lines).toEqual(lines);
    expect((await tables.repair()).lines).toEqual(lines);
  });
});

describe('items that expire', () => {
  const visit = (day: string, pass: string, gone: number) => item({ memberId: 'm1', day, pass, gone });
  const owner = (day: string) => item({ memberId: 'm1', day });

  test('count until then, and so do markers; each expires with its item', async () => {
    const tables = await laidOut('Visit.pass', {
      Visits: [
        visit('2026-01-01', 'P-1', PAST),
        visit('2026-01-02', 'P-2', FUTURE),
        visit('2026-01-03', 'P-3', FUTURE),
        visit('2026-01-04', 'P-4', FUTURE),
      ],
      sortkey: [
        marker('Visit.pass', 'P-1', owner('2026-01-01'), item({ expiresAt: PAST })),
        marker('Visit.pass', 'P-2', owner('2026-01-02'), item({ expiresAt: FUTURE })),
        marker('Visit.pass', 'P-3', owner('2026-01-03'), item({ expiresAt: PAST })),
        marker('Visit.pass', 'P-4', owner('2026-01-04'), item({ expiresAt: FUTURE - 60 })),
      ],
    });
    const lines = (written: string, corrected: string) => [
      `Visit {"memberId":"m1","day":"2026-01-03"} has "P-3" without a marker${written}.`,
      `Visit {"memberId":"m1","day":"2026-01-04"} has "P-4", whose marker expires at another time${corrected}.`,
    ];
    expect((await tables.verify()).lines).toEqual(lines('', ''));
    expect((await tables.repair()).lines).toEqual(lines(': written', ': corrected'));
    expect(await tables.verify()).toEqual({
      lines: [],
      summary: 'Visit.pass: 3 items with a value and 3 markers read; all is well.',
    });
  });

  test('an expired item gives its marker free for another, and its own is an orphan only until then', async () => {
    const tables = await laidOut('Visit.pass', {
      Visits: [visit('2026-01-01', 'P-1', PAST), visit('2026-01-02', 'P-1', FUTURE)],
      // Without a time: another program gave the item one.
      sortkey: [marker('Visit.pass', 'P-1', owner('2026-01-01'))],
    });
    expect((await tables.repair()).lines).toEqual([
      'Visit {"memberId":"m1","day":"2026-01-02"} has "P-1" without a marker: written.',
    ]);
    expect(await tables.markers()).toMatchObject([
      marker('Visit.pass', 'P-1', owner('2026-01-02'), item({ expiresAt: FUTURE })),
    ]);
  });
});

describe('while others write', () => {
  /** Runs `write` once, before the first call of that action that meets `when`. */
  const once = (
    action: ActionName,
    write: () => Promise<unknown>,
    when: (input: object) => boolean = () => true,
  ): Hook => {
    let done = false;
    return async (sent, input) => {
      if (done || sent !== action || !when(input)) return;
      done = true;
      await write();
    };
  };

  test('an item that was written between two reads is no problem', async () => {
    const tables = await laidOut('Member.email', {
      Members: [member('m1', 'old@x')],
      sortkey: [emailMarker('old@x', 'm1')],
    });
    const change = async () => {
      await tables.put('Members', member('m1', 'new@x'));
      await tables.put('sortkey', emailMarker('new@x', 'm1'));
      await tables.remove('sortkey', item({ pk: 'UNIQUE#Member.email#old@x', sk: 'UNIQUE' }));
    };
    // A single key is read by GetItem: the markers of the first page.
    expect((await tables.verify(once('GetItem', change))).lines).toEqual([]);
  });

  test('a repair does not write a marker for a value that its item has lost meanwhile', async () => {
    const tables = await laidOut('Member.email', { Members: [member('m1', 'old@x')] });
    const change = () => tables.put('Members', member('m1', 'new@x'));
    expect((await tables.repair(once('TransactWriteItems', change))).lines).toEqual([
      'Member {"memberId":"m1"} has "new@x" without a marker: written.',
    ]);
    expect(await tables.markers()).toHaveLength(1);
    expect((await tables.verify()).lines).toEqual([]);
  });

  test('a repair does not take a marker that was taken meanwhile', async () => {
    const tables = await laidOut('Member.email', { Members: [member('m1', 'same@x')] });
    const change = async () => {
      await tables.put('Members', member('m2', 'same@x'));
      await tables.put('sortkey', emailMarker('same@x', 'm2'));
    };
    const { lines } = await tables.repair(once('TransactWriteItems', change));
    expect(lines).toEqual([expect.stringMatching(/^"same@x" is the email of 2 items: /)]);
    expect(await tables.markers()).toEqual([emailMarker('same@x', 'm2')]);
  });

  test('a repair does not take the marker of an item that has its value again', async () => {
    const tables = await laidOut('Member.email', {
      Members: [member('m1', 'same@x'), member('m2', 'other@x')],
      sortkey: [emailMarker('same@x', 'm2'), emailMarker('other@x', 'm2')],
    });
    const change = () => tables.put('Members', member('m2', 'same@x'));
    const { lines } = await tables.repair(once('TransactWriteItems', change));
    expect(lines).toContainEqual(expect.stringMatching(/^"same@x" is the email of 2 items: /));
    expect(await tables.markers()).toEqual([emailMarker('same@x', 'm2')]);
  });

  test('a repair does not delete a marker whose item has the value again', async () => {
    const tables = await laidOut('Member.email', { sortkey: [emailMarker('back@x', 'm1')] });
    const change = () => tables.put('Members', member('m1', 'back@x'));
    expect((await tables.repair(once('TransactWriteItems', change))).lines).toEqual([]);
    expect(await tables.markers()).toEqual([emailMarker('back@x', 'm1')]);
  });
});

test('more items and markers than a page has are all looked at', async () => {
  const ids = Array.from({ length: 620 }, (_, at) => `m${at}`);
  const tables = await laidOut('Member.email', { Members: ids.map((id) => member(id, `${id}@x`)) });
  expect((await tables.repair()).summary).toBe(
    'Member.email: 620 items with a value and 620 markers read; 620 problems, 620 mended.',
  );
  await tables.remove('Members', item({ memberId: 'm600' }));
  expect(await tables.verify()).toEqual({
    lines: ['The marker of "m600@x" names Member {"memberId":"m600"}, which does not have it.'],
    summary: 'Member.email: 619 items with a value and 620 markers read; 1 problem, 0 mended.',
  });
}, 60_000);
