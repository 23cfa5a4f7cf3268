import type { Model } from '../../src/model/model.js';
import { entityOf, keyFieldsOf } from '../../src/model/model.js';
import type { AccessCase } from './accessCase.js';
import { named, type Literals, type Path } from './accessReads.js';

const PAYLOAD =
  '{ doc { docId title rank } conflict { reason message fields current { docId title rank version code } } }';
const SHELF = 'shelf: createShelf(input: { shelfId: "new" }) { shelf { shelfId } conflict { reason } }';
const RESULTS = `{ results { doc ${PAYLOAD} shelf { shelf { shelfId } conflict { reason } } } }`;

/** Every way that the served schema offers to write an item of the type `Doc`, made from its model. */
export function writePaths(model: Model, item: Literals, { place, anns, guardsWrites }: AccessCase): readonly Path[] {
  const keys = keyFieldsOf(entityOf(model, 'Doc'));
  const key = named(keys, item);
  const input = (more = '') => `{ ${named(inputFields(model), item)}, writer: "wil", title: "stolen"${more} }`;
  // Ann's own, beside bob's.
  const other = named(inputFields(model), {
    ...item,
    docId: '"other"',
    ...(!place.isKey && { owner: anns.literal }),
  });
  // Ann's, in the place of bob's.
  const inPlace = named(inputFields(model), { ...item, ...(!place.isKey && { owner: anns.literal }) });
  const right = 'if: { title: { beginsWith: "hidden" } }';
  const wrong = 'if: { title: { beginsWith: "guessed" } }';
  const update = (changes: string, more = '') => ({ kind: 'update', args: `${key}, ${changes}${more && `, ${more}`}` });
  const whole = (kind: string, more = '', outside = '') => ({ kind, args: `input: ${input(more)}${outside}` });
  const guessing = { reads: true, works: false } as const;

  const calls: readonly (Call & Partial<Path>)[] = [
    update('set: { title: "stolen" }'),
    { ...update('setIfAbsent: { title: "stolen", tags: ["t9"] }'), isExtra: true },
    { ...update('add: { rank: 5 }'), isExtra: true },
    { ...update('append: { tags: ["t9"] }'), isExtra: true },
    { ...update('set: { title: null }'), isExtra: true },
    update('set: { code: "stolen" }'),
    { ...update('set: { code: "my-code" }'), works: false },
    update('set: { rank: 9, kind: "other", day: "2026-02-02" }'),
    update('set: { title: "stolen" }', 'expectedVersion: 1'),
    { ...update('set: { title: "stolen" }', 'expectedVersion: 9'), works: false },
    { ...update('set: { title: "stolen" }', right), reads: true },
    { ...update('set: { title: "stolen" }', wrong), ...guessing },
    // Where everybody may change the owner, everybody may take the item over.
    ...(place.isKey || !guardsWrites ? [] : [{ ...update(`set: { owner: ${anns.literal} }`), works: false }]),
    ...(place.isKey || !guardsWrites ? [] : [{ ...update(`setIfAbsent: { owner: ${anns.literal} }`), works: false }]),
    { kind: 'delete', args: key },
    { kind: 'delete', args: `${key}, expectedVersion: 1` },
    { kind: 'delete', args: `${key}, ${right}`, reads: true },
    { kind: 'delete', args: `${key}, ${wrong}`, ...guessing },
    { kind: 'check', args: key, reads: true },
    { kind: 'check', args: `${key}, ${right}`, reads: true },
    { kind: 'check', args: `${key}, ${wrong}`, ...guessing },
    { ...whole('create'), tellsTaken: true, works: false },
    { ...whole('put', '', ', expectedVersion: 0'), tellsTaken: true, works: false },
    { ...whole('put', '', ', expectedVersion: 1'), reads: true },
    { ...whole('put', '', ', expectedVersion: 7'), ...guessing },
    { ...whole('put', ', code: "stolen"', ', expectedVersion: 1'), reads: true },
    ...(place.isKey
      ? []
      : ['', ', code: "stolen"'].map((more) => ({
          kind: 'put',
          args: `input: { ${inPlace}${more} }, expectedVersion: 1`,
          works: false,
        }))),
  ];
  return [
    ...calls.flatMap((call) => ofCall(call)),
    {
      name: 'an update that does not ask for conflicts',
      operation: `mutation { updateDoc(${key}, set: { title: "stolen" }) { doc { title } } }`,
      works: true,
    },
    {
      name: 'two writes of one item',
      operation: `mutation @transaction { checkDoc(${key}) ${PAYLOAD} updateDoc(${key}, set: { title: "stolen" }) ${PAYLOAD} }`,
      works: true,
    },
    {
      name: 'a delete in a batch',
      operation: `mutation { batchWriteDocs(delete: [{ ${key} }]) { delete { status doc { title } conflict { reason current { title } } } } }`,
      works: true,
    },
    {
      name: 'a put in a batch',
      operation: `mutation { batchWriteDocs(put: [${input()}]) { put { status doc { title } conflict { reason current { title } } } } }`,
      works: true,
      tellsTaken: true,
    },
    {
      name: 'a value taken twice',
      operation: `mutation @transaction {
        createDoc(input: { ${other}, code: "twice" }) { conflict { reason } }
        putDoc(input: { ${inPlace}, code: "twice" }, expectedVersion: 0) ${PAYLOAD}
      }`,
      works: false,
      tellsTaken: true,
    },
    {
      name: 'a value that the item has',
      operation: `mutation { createDoc(input: { ${other}, code: "hidden-code" }) ${PAYLOAD} }`,
      works: false,
      tellsTaken: true,
    },
  ];
}

/** What a new item must have, and whose it is. */
function inputFields(model: Model): readonly string[] {
  return [...new Set([...keyFieldsOf(entityOf(model, 'Doc')), 'folder', 'owner'])];
}

interface Call {
  readonly kind: string;
  /** Those of its root field; members of an input in `transactWrite`. */
  readonly args: string;
}

/** By itself, in a mutation with `@transaction` beside another write, and in `transactWrite`. */
function ofCall({ kind, args, works = true, ...facts }: Call & Partial<Path>): readonly Path[] {
  const name = `${kind} ${args}`;
  const field = `${kind}Doc(${args}) ${PAYLOAD}`;
  const among = { isExtra: kind !== 'check' } as const;
  const alone: Path = { ...facts, name, operation: `mutation { ${field} }`, works };
  return [
    ...(kind === 'check' ? [] : [alone]),
    { ...alone, ...among, name: `${name}, in a transaction`, operation: `mutation @transaction { ${field} ${SHELF} }` },
    {
      ...alone,
      ...among,
      name: `${name}, in transactWrite`,
      operation: `mutation { transactWrite(items: [
        { doc: { ${kind}: { ${args} } } }
        { shelf: { create: { input: { shelfId: "new" } } } }
      ]) ${RESULTS} }`,
    },
  ];
}

/** What whoever owns one item might do to get at others, or to leave theirs to others. Nothing of it may be done. */
export function attackPaths(model: Model, item: Literals, { place, bobs }: AccessCase): readonly Path[] {
  const key = named(keyFieldsOf(entityOf(model, 'Doc')), item);
  const attack = (name: string, field: string): Path => ({
    name,
    operation: `mutation { ${field} ${PAYLOAD} }`,
    works: false,
  });
  const foreign = { ...item, owner: bobs.literal, docId: '"new"' };
  const input = named(inputFields(model), foreign);
  const all: readonly Path[] = [
    attack('a new item for somebody else', `createDoc(input: { ${input} })`),
    attack('a put of an item for somebody else', `putDoc(input: { ${input} }, expectedVersion: 0)`),
    {
      ...attack('a batch of an item for somebody else', ''),
      operation: `mutation { batchWriteDocs(put: [{ ${input} }]) { put { status } } }`,
    },
  ];
  if (place.isKey) return all;
  return [
    ...all,
    attack('an item given away', `updateDoc(${key}, set: { owner: ${bobs.literal} })`),
    attack('an item given to nobody', `updateDoc(${key}, set: { owner: null })`),
    attack(
      'an item given away by a put',
      `putDoc(input: { ${named(inputFields(model), { ...item, owner: bobs.literal })} }, expectedVersion: 1)`,
    ),
  ];
}
