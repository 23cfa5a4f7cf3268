/**
 * The arrows of ARCHITECTURE.md. Each folder of src may import itself and the
 * folders listed; anything else is an error.
 */
const base = ['errors', 'model', 'observability', 'config'];
const middle = ['schema', 'limits', 'auth', 'dynamo'];
const mayImport = {
  errors: [],
  model: ['errors'],
  observability: ['errors', 'model'],
  config: ['errors', 'model'],
  schema: base,
  limits: base,
  auth: base,
  dynamo: base,
  subscriptions: [...base, ...middle],
  resolvers: [...base, ...middle, 'subscriptions'],
  server: [...base, ...middle, 'subscriptions', 'resolvers'],
  codegen: [...base, ...middle, 'subscriptions', 'resolvers'],
  cli: [...base, ...middle, 'subscriptions', 'resolvers', 'server', 'codegen'],
};

const arrows = Object.entries(mayImport).map(([folder, others]) => ({
  name: `arrows-of-${folder}`,
  comment: `src/${folder} may import only ${[folder, ...others].map((name) => `src/${name}`).join(', ')}.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...others].join('|')})/` },
}));

/** A package by name, however it was resolved. */
const packages = (...names) => `(^|node_modules/)(${names.join('|')})(/|$)`;

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'known-folders',
      comment: 'A new folder of src needs its line in the table above.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: `^src/(${Object.keys(mayImport).join('|')})/` },
      to: {},
    },
    {
      name: 'no-cycles',
      comment: 'No import cycles, types included.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-imports-an-entry',
      comment: 'Files beside the folders of src are for users of the package.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'aws-only-in-dynamo',
      comment: 'Only src/dynamo talks to DynamoDB. (index.ts and streams.ts may pass its types on.)',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(dynamo/|(index|streams)\\.ts$)' },
      to: { path: packages('@aws-sdk', '@smithy') },
    },
    {
      name: 'http-only-in-server',
      comment: 'Only src/server serves HTTP and WebSocket.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(server/|index\\.ts$)' },
      to: { path: packages('@apollo/server', 'ws', 'graphql-ws', 'graphql-sse') },
    },
    {
      name: 'node-http-only-in-server',
      comment: 'Only src/server serves HTTP; dynamo/execute may use the client agents of node:http.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(server|dynamo/execute)/' },
      to: { dependencyTypes: ['core'], path: '^(node:)?https?2?$' },
    },
    {
      name: 'no-unresolvable',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-dependencies-at-run-time',
      comment: 'A package that src imports belongs in dependencies (or peerDependencies, for codegen).',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/codegen/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
