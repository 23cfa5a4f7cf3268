import { test } from '@jest/globals';
import { createEngineGateway } from '../support/engineGateway.js';
import { toGraphQLError } from '../../src/errors/toGraphQLError.js';

const schema = /* GraphQL */ `
  enum Kind { A B }
  type Inner { n: Int  s: String  tags: [String!] @attribute(as: SET) cons: String @attribute(name: "constructor") deep: Deep data: JSON }
  type Deep { x: String! }
  type Thing @table(name: "Things", partition: "PK = T#{a}#{b}", sort: "SK = T#{c:04}")
    @index(name: "PPP", partition: "plain", sort: "num")
    @index(name: "MMM", partition: "MPK = M#{a}", sort: "MSK = {cons}#{kind}#{on}", query: "thingsM")
    @index(name: "BBB", partition: "bytes", query: "thingsB") {
    a: ID!  b: String!  c: Int!
    plain: String  num: Float  bytes: Bytes  kind: Kind  on: Date
    cons: String @attribute(name: "constructor")
    proto: String @attribute(name: "__proto__")
    big: BigInt  dec: Decimal  int: Int
    at: DateTime @attribute(as: EPOCH_SECONDS)
    tags: [String!] @attribute(as: SET)  nums: [Float!] @attribute(as: SET)  bins: [Bytes!] @attribute(as: SET)
    list: [String]  data: JSON  text: JSON @attribute(as: JSON)
    inner: Inner  need: Inner!
    ownerId: ID  owner: Owner @belongsTo(with: "id = ownerId")
    groupId: String groups: [Group!]! @hasMany(with: "id = groupId")
  }
  type Owner @table(name: "Owners", partition: "OPK = O#{id}") { id: ID! name: String }
  type Group @table(name: "Groups", partition: "GP = G#{id}", sort: "GS = X#{x}#{y}") { id: String! x: String! y: String! }
  type Plain @table(name: "Plains", partition: "id", sort: "n") { id: ID! n: Float! v: String v2: Int }
`;
const C = `{ thing { a int num proto cons tags nums list data inner { n s tags cons data deep { x } } need { n cons } dec big at } conflict { reason message fields current { a } } }`;

test('hunt', async () => {
  const gateway = await createEngineGateway({ schema });
  const out: string[] = [];
  const run = async (title: string, operation: string, variables: Record<string, unknown> = {}) => {
    const { data, errors, commands } = await gateway.run(operation, variables);
    const shown = errors?.map((e) => { const g = toGraphQLError(e); return { code: g.code, message: g.formatted.message.slice(0, 250), argument: g.formatted.extensions?.['argument'], fault: g.masked && String(((g.masked as Error).cause as Error | undefined)?.stack).slice(0, 900) }; });
    out.push(`${shown?.some((s) => s.code.startsWith('INTERNAL')) ? '!!!! ' : ''}${title}: ${JSON.stringify(shown ?? data).slice(0, 700)} [${commands.map((c) => c.action).join()}]`);
  };
  let n = 0;
  const create = (input: Record<string, unknown>, title = JSON.stringify(input).slice(0, 80)) =>
    run(`create ${title}`, `mutation ($i: ThingCreateInput!) { createThing(input: $i) ${C} }`, { i: { a: 'x', b: `b${(n += 1)}`, c: 1, need: {}, ...input } });
  const V = `$set: ThingSetInput, $setIfAbsent: ThingSetInput, $add: ThingAddInput, $remove: ThingRemoveInput, $append: ThingAppendInput, $if: ThingFilter`;
  const update = (v: Record<string, unknown>, b = 'base', title = JSON.stringify(v).slice(0, 120)) =>
    run(`update ${title}`, `mutation (${V}) { updateThing(a: "x", b: ${JSON.stringify(b)}, c: 1, set: $set, setIfAbsent: $setIfAbsent, add: $add, remove: $remove, append: $append, if: $if) ${C} }`, v);
  await create({ b: 'base' });
  for (const b of ['', 'p#q', 'a#', '\ud800', '\u{10ffff}', 'x'.repeat(2100), '__proto__', 'constructor', 'é'.repeat(1030)]) await create({ b }, `b=${JSON.stringify(b).slice(0, 30)}`);
  for (const c of [-1, 10000, 99999, 0]) await create({ c });
  for (const plain of ['', 'x'.repeat(2100), '\ud800', '\u{10ffff}', '__proto__']) await create({ plain }, `plain=${plain.slice(0, 9)}`);
  for (const num of [1e300, -0, 1e-200, 1.5e125, 1e126]) await create({ num, plain: 'p' });
  await create({ bytes: '' }); await create({ bytes: 'AAA=' }); await create({ bytes: 'not base64!' });
  await create({ proto: 'p' }); await create({ cons: 'c', kind: 'A', on: '2024-02-30' }); await create({ cons: 'c#', kind: 'A', on: '2024-02-29' });
  await create({ cons: 'c', kind: 'A', on: '2024-02-29' });
  await create({ kind: 'A', on: '2024-02-29' }, 'no constructor');
  await create({ big: '1'.repeat(39) }); await create({ big: '1'.repeat(38) }); await create({ dec: '1e200' }); await create({ dec: '-0' }); await create({ dec: '1e125' }); await create({ int: 2147483648 });
  await create({ at: '0000-01-01T00:00:00Z' }); await create({ at: '2024-13-01T00:00:00Z' }); await create({ at: '9999-12-31T23:59:59.999999999Z' });
  await create({ tags: ['a', 'a'] }); await create({ nums: [1, 1.0, -0, 0] }); await create({ bins: ['AA==', 'AB=='] }); await create({ tags: ['', 'x'] }); await create({ bins: [''] });
  await create({ nums: [1e300] });
  await create({ list: [null, 'x', ''] });
  await create({ data: JSON.parse('{"__proto__": {"x": 1}, "constructor": 2, "": 3}') });
  await create({ data: JSON.parse('{"__proto__": {"x": 1}}') }, '__proto__ only');
  await create({ data: { '': 1 } }, 'empty key'); await create({ data: '\ud800' }, 'surrogate json'); await create({ data: { '\ud800': 1 } }, 'surrogate json key');
  await create({ text: { a: '\ud800' } }, 'surrogate json text');
  await create({ list: ['\ud800'] }, 'surrogate list'); await create({ tags: ['\ud800', '\udfff'] }, 'surrogate tags');
  const deep = (k: number): unknown => (k === 0 ? 1 : { d: deep(k - 1) });
  for (const k of [30, 31, 32, 33, 40]) { await create({ data: deep(k) }, `deep ${k}`); await create({ inner: { data: deep(k) } }, `inner deep ${k}`); await update({ set: { data: deep(k) } }, 'base', `deep ${k}`); }
  await create({ data: 1e300 }); await create({ data: { a: [1, 1e200] } }); await create({ inner: { data: { a: [1, 1e200] } } });
  await create({ list: ['x'.repeat(410_000)] }, '410 KB');
  await update({ set: { data: 'x'.repeat(410_000) } }, 'base', '410KB');
  await update({ set: { list: ['x'.repeat(300_000)] } }, 'base', '300KB');
  await update({ append: { list: ['x'.repeat(200_000)] } }, 'base', 'append 200KB');
  await update({ set: { list: null } });
  for (const set of [{ plain: '' }, { plain: 'x'.repeat(2100) }, { num: 1e300 }, { bytes: '' }, { cons: '', kind: 'A', on: '2024-02-29' }, { cons: 'c#', kind: 'A' , on: '2024-02-29' }, { kind: 'A', on: '2024-02-29' }, {}, { inner: {} }, { need: {} }, { need: null }, { inner: { deep: {} } }, { inner: { deep: { x: null } } }, { inner: { cons: 'x' } }, { inner: { tags: [] } }, { need: { cons: null } }, { proto: 'p' }, { inner: { data: 1e300 } }, { int: 2147483648 }]) { await update({ set }); await update({ setIfAbsent: set }); }
  await update({ add: { int: 2147483647 } }); await update({ add: { int: 1 } }); await update({ add: { num: 1e125 } }); await update({ add: { num: 9e125 } }); await update({ add: { num: 9e125 } }); await update({ add: { dec: '9.9e125' } }); await update({ add: { dec: '9.9e125' } });
  await update({ set: { dec: '1e37' } }); await update({ add: { dec: '1e-10' } }); await update({ add: { num: 1e300 } });
  await update({ set: { num: null } });
  await update({ set: { big: '9'.repeat(38) } }); await update({ add: { big: '1' } });
  await update({ add: { tags: [] } }); await update({ remove: { tags: [] } }); await update({ append: { list: [] } }); await update({ add: { int: null } }); await update({ set: { int: 1 }, add: { int: 1 } });
  await update({ add: { tags: ['x'], nums: [1e300] } });
  for (const f of [
    { or: [] }, { and: [] }, { not: {} }, { plain: { in: [] } }, { plain: { in: Array.from({ length: 250 }, (_, i) => `v${i}`) } }, { plain: { in: Array.from({ length: 1000 }, (_, i) => `v${i}`) } }, { plain: { in: Array.from({ length: 5000 }, (_, i) => `v${i}`) } },
    { or: Array.from({ length: 400 }, (_, i) => ({ int: { eq: i } })) }, { plain: { beginsWith: '' } }, { plain: { contains: '' } }, { plain: { eq: '' } }, { bytes: { beginsWith: '' } }, { bytes: { eq: '' } }, { plain: { between: ['z', 'a'] } }, { plain: { between: ['z'] } }, { plain: { between: ['\ud800', '\udfff'] } },
    { num: { lt: 1e300 } }, { num: { between: [1, 1e300] } }, { num: { in: [1e300] } }, { dec: { eq: '1e200' } }, { list: { contains: null } }, { list: { contains: '\ud800' } }, { plain: { size: {} } }, { plain: { size: { between: [1] } } }, { plain: { size: { ge: -1 } } }, { plain: { size: { between: [5, 1] } } }, { tags: { contains: '' } }, { nums: { contains: 1e300 } },
    { inner: { deep: { x: { eq: 'y' } } } }, { proto: { eq: 'x' } }, { cons: { exists: false } }, { cons: null }, { data: { exists: true } }, { at: { eq: '0000-01-01T00:00:00Z' } }, { kind: { in: ['A', 'A', 'B'] } }, { kind: { ne: null } }, { plain: { eq: 'x'.repeat(3_000_000) } },
    Array.from({ length: 60 }).reduce<object>((f) => ({ not: { and: [f, { int: { eq: 1 } }] } }), { int: { eq: 1 } }),
    Array.from({ length: 400 }).reduce<object>((f) => ({ not: { and: [f, { int: { eq: 1 } }] } }), { int: { eq: 1 } }),
  ]) await update({ set: { int: 1 }, if: f });
  await gateway.store({ Things: [
    { PK: { S: 'T#x#odd' }, SK: { S: 'T#0001' }, int: { S: 'x' }, tags: { L: [{ S: 'a' }] }, nums: { SS: ['a'] }, list: { SS: ['q'] }, inner: { S: 'no map' }, need: { M: { deep: { S: 'no' } } }, dec: { NULL: true }, ownerId: { S: '' }, groupId: { S: '' } },
    { PK: { S: 'T#x#odd2' }, SK: { S: 'T#0001' }, need: { NULL: true }, ownerId: { S: 'o\u{10ffff}' }, groupId: { S: 'x'.repeat(3000) } },
    { PK: { S: 'T#x#null' }, SK: { S: 'T#0001' }, need: { M: {} }, int: { NULL: true }, tags: { NULL: true }, list: { NULL: true }, inner: { NULL: true }, constructor: { NULL: true } },
  ]} as never);
  for (const v of [{ add: { int: 1 } }, { add: { tags: ['b'] } }, { remove: { nums: [1] } }, { append: { list: ['z'] } }, { set: { inner: { n: 1 } } }, { set: { need: { deep: { x: '1' } } } }, { set: { need: { n: 1 } } }, { add: { num: 1 } }, { setIfAbsent: { dec: '1' } }, { set: { kind: 'A', cons: 'x', on: '2024-01-01' } }, { set: { int: 5 } }]) await update(v, 'odd');
  for (const v of [{ set: { need: { n: 1 } } }, { set: { need: { deep: { x: '1' } } } }]) await update(v, 'odd2');
  for (const v of [{ add: { int: 1 } }, { add: { tags: ['b'] } }, { append: { list: ['z'] } }, { set: { inner: { n: 1 } } }, { setIfAbsent: { cons: 'c' } }]) await update(v, 'null');
  for (const b of ['odd', 'odd2']) await run('relations', `{ thing(a: "x", b: "${b}", c: 1) { owner { id } groups { nodes { id } } } }`);
  await run('plain key', `mutation { createPlain(input: { id: "", n: 1 }) { plain { id } } }`);
  await run('plain key', `mutation { createPlain(input: { id: "x", n: 1e300 }) { plain { id } } }`);
  await run('plain key', `mutation { updatePlain(id: "x", n: 1e300, set: { v: "x" }) { plain { id } } }`);
  await run('plain key', `mutation { deletePlain(id: "x", n: 1e300) { plain { id } } }`);
  await run('plain key', `{ plain(id: "x", n: 1e300) { id } }`);
  await run('plain key -0', `mutation { createPlain(input: { id: "x", n: -0.0 }) { plain { id n } } }`);
  await run('plain key -0', `{ a: plain(id: "x", n: -0.0) { id n } b: plain(id: "x", n: 0) { id n } }`);
  await run('plain surrogate', `mutation ($s: ID!) { createPlain(input: { id: $s, n: 1 }) { plain { id n } } }`, { s: '\ud800' });
  await run('filter plains', `{ plainsById(id: "x", filter: { v: { eq: "${'x'.repeat(10)}" }, n: { gt: 1e300 } }) { nodes { id } } }`);
  await run('filter long', `query ($f: PlainFilter) { plainsById(id: "x", filter: $f) { nodes { id } } }`, { f: { or: Array.from({ length: 400 }, (_, i) => ({ v2: { eq: i } })) } });
  await run('filter in', `query ($f: PlainFilter) { plainsById(id: "x", filter: $f) { nodes { id } } }`, { f: { v2: { in: Array.from({ length: 3000 }, (_, i) => i) } } });
  await run('filter size', `query ($f: PlainFilter) { plainsById(id: "x", filter: $f) { nodes { id } } }`, { f: { v: { size: { gt: 1 } } } });
  await run('filter surrogate', `query ($f: PlainFilter) { plainsById(id: "x", filter: $f) { nodes { id } } }`, { f: { v: { eq: '\ud800' } } });
  await run('range', `query { plainsById(id: "x", n: { lt: 1e300 }) { nodes { id } } }`);
  (await import('node:fs')).writeFileSync('/tmp/hunt.txt', out.join('\n'));
  await gateway.close();
}, 120_000);
