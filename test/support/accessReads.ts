import { enumValueName, rootFieldNames } from '../../src/model/apiNames.js';
import { collectionArguments, listArguments } from '../../src/model/listArguments.js';
import { entityOf, keyFieldsOf, type Entity, type Model } from '../../src/model/model.js';

/** One way to an item. */
export interface Path {
  readonly name: string;
  readonly operation: string;
  /** Who may see or change the item gets it, or does it. */
  readonly works: boolean;
  /** The same field as a list, for cursors: without its selection and last parenthesis. */
  readonly list?: {
    readonly field: string;
    readonly args: string;
    readonly bothDirections: boolean;
    readonly below?: string;
  };
  /** An item that is there answers otherwise than an absent one, as creates do. */
  readonly tellsTaken?: true;
  /** Walked in some cases only: it is the same way to the item in another form. */
  readonly isExtra?: boolean;
  /** It asks something of the item, so that whoever may change it must be able to read it too. */
  readonly reads?: true;
}

/** The fields of an item, as they stand in a document. */
export type Literals = Readonly<Record<string, string>>;

/** Of items of any type. */
const ITEM = 'docId title rank code version';
const UNION = '... on Doc { docId title rank } ... on Note { noteId }';
const PAGE = 'pageInfo { hasNextPage hasPreviousPage partial } totalCount';

/** Every way that the served schema offers to read an item of the type `Doc`, made from its model. */
export function readPaths(model: Model, item: Literals): readonly Path[] {
  const doc = entityOf(model, 'Doc');
  const key = named(keyFieldsOf(doc), item);
  const one = (name: string, field: string, selection = ITEM): Path => ({
    name,
    operation: `{ ${field} { ${selection} } }`,
    works: true,
  });
  const id = globalId(doc, item);
  return [
    one('by its key', `doc(${key})`),
    extra(one('by its key, consistently', `doc(${key}) @consistent`)),
    one('by keys', `docsByKeys(keys: [{ ${key} }])`),
    one('by its global id', `node(id: "${id}")`, `... on Doc { ${ITEM} }`),
    extra(one('by global ids', `nodes(ids: ["${id}"])`, `... on Doc { ${ITEM} }`)),
    { ...one('in a snapshot', `doc(${key})`), operation: `query @transaction { doc(${key}) { ${ITEM} } }` },
    ...doc.uniqueFields.map(({ field, lookupField }) =>
      one('by a unique value', `${lookupField ?? ''}(${field}: ${item[field] ?? ''})`),
    ),
    ...lists(doc, item),
    ...collections(model, item),
    ...relations(model, item),
  ];
}

function lists(doc: Entity, item: Literals): readonly Path[] {
  const scan = rootFieldNames.scan(doc);
  return [
    ...(doc.listField === undefined ? [] : ofList(doc, undefined, doc.listField, item)),
    ...[...doc.indexes.values()].flatMap(({ name, listField, oneField }) => {
      const { partition } = listArguments(doc, name);
      const args = named(partition, item);
      return [
        ...(listField === undefined ? [] : ofList(doc, name, listField, item)),
        ...(oneField === undefined
          ? []
          : [{ name: oneField, operation: `{ ${oneField}(${args}) { ${ITEM} } }`, works: true }]),
        ...connection(scan, `index: ${enumValueName(name)}`, ITEM, { bothDirections: false, isShort: true }).map(extra),
      ];
    }),
    ...connection(scan, '', ITEM, { bothDirections: false }),
    ...connection(scan, 'segments: 3', ITEM, { bothDirections: false, isShort: true, isUnordered: true }),
  ];
}

function ofList(doc: Entity, index: string | undefined, field: string, item: Literals): readonly Path[] {
  const { partition, sort, bothDirections } = listArguments(doc, index);
  const args = named(partition, item);
  const [first] = sort;
  const sorted =
    first === undefined
      ? []
      : [
          {
            ...list(
              `${field} at its place`,
              field,
              `${args}, ${first.field}: { eq: ${item[first.field] ?? ''} }`,
              ITEM,
            ),
          },
        ];
  return [...connection(field, args, ITEM, { bothDirections }), ...sorted];
}

interface ConnectionOptions {
  readonly bothDirections: boolean;
  /** Without guesses. */
  readonly isShort?: boolean;
  readonly isUnordered?: boolean;
}

/** A list with all that can be asked of it. */
function connection(field: string, args: string, selection: string, options: ConnectionOptions): readonly Path[] {
  const { bothDirections, isShort = false, isUnordered = false } = options;
  const guess = (filter: string) => ({
    ...list(`${field} that guesses ${filter}`, field, `${args} filter: { ${filter} }`, selection),
    works: true,
  });
  return [
    {
      ...list(`${field} ${args}`, field, args, selection),
      ...(!isUnordered && { list: { field, args, bothDirections } }),
    },
    ...(isShort
      ? []
      : [
          extra(list(`${field}, one a page`, field, `${args} first: 1`, selection, false)),
          {
            ...list(`the number of ${field}`, field, args, ''),
            isExtra: true,
            works: false,
            operation: `{ ${call(field, args)} { totalCount } }`,
          },
          guess('title: { beginsWith: "hidden" }'),
          extra(guess('not: { title: { beginsWith: "my" } }')),
        ]),
    ...(bothDirections && !isShort
      ? [
          extra(list(`${field} backwards`, field, `${args} order: DESC`, selection)),
          extra(list(`the last of ${field}`, field, `${args} last: 1`, selection, false)),
        ]
      : []),
  ];
}

function extra(path: Path): Path {
  return { ...path, isExtra: true };
}

function list(name: string, field: string, args: string, selection: string, works = true): Path {
  return { name, operation: `{ ${call(field, args)} { nodes { ${selection} } ${PAGE} } }`, works };
}

function call(field: string, args: string): string {
  return args.trim() === '' ? field : `${field}(${args})`;
}

function collections(model: Model, item: Literals): readonly Path[] {
  return [...model.collections.values()].flatMap((collection) => {
    const { query, reads, partitionFields } = collection;
    if (!collection.members.includes('Doc')) {
      return [
        {
          name: query,
          operation: `{ ${query}(cardId: ${item['cardId'] ?? ''}) { ... on Card { title } } }`,
          works: true,
        },
      ];
    }
    const args = [...partitionFields.keys()].map((name) => `${name}: ${item[name] ?? item[RENAMED[name] ?? ''] ?? ''}`);
    const sorted = collectionArguments(collection);
    return [
      ...connection(query, args.join(', '), UNION, { bothDirections: sorted.bothDirections, isShort: true }),
      extra(list(`${query} of one type`, query, `${args.join(', ')} type: [Doc]`, UNION)),
      list(`${query} that guesses`, query, `${args.join(', ')} filter: { title: { beginsWith: "hidden" } }`, UNION),
      ...(reads === 'PARTITION' && sorted.sortKey !== undefined
        ? [list(`${query} backwards`, query, `${args.join(', ')} order: DESC`, UNION)]
        : []),
    ];
  });
}

/** Arguments of collections that are not called after the field. */
const RENAMED: Readonly<Record<string, string>> = { where: 'folder', whose: 'owner' };

function relations(model: Model, item: Literals): readonly Path[] {
  const shelf = entityOf(model, 'Shelf');
  return [...shelf.relations.values()].map((relation) => {
    const ofSeveral = relation.kind === 'hasMany' && relation.reads.kind === 'collection';
    const selection = ofSeveral ? UNION : 'docId title rank';
    const below = relation.kind === 'hasMany' ? `{ nodes { ${selection} } ${PAGE} }` : `{ ${selection} }`;
    return {
      name: `from a shelf by ${relation.field}`,
      operation: `{ shelf(shelfId: ${item['shelfId'] ?? ''}) { ${relation.field} ${below} } }`,
      // Who sees more may be shown another's first.
      works: relation.kind !== 'hasOne',
    };
  });
}

/** `name: value` of each field. */
export function named(fields: readonly string[], item: Literals): string {
  return fields.map((name) => `${name}: ${item[name] ?? ''}`).join(', ');
}

function globalId(doc: Entity, item: Literals): string {
  const values = keyFieldsOf(doc).map((name) => JSON.parse(item[name] ?? 'null') as unknown);
  return Buffer.from(JSON.stringify([doc.name, ...values])).toString('base64url');
}
