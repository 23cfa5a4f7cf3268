// Runs of their own: `npm run test:redis` needs a redis-server, which npm has not, and `test:load` takes its time.
const APART = ['/test/redis/', '/test/load/'];

/**
 * Native ES modules: `npm test` starts node with --experimental-vm-modules, and
 * @swc/jest takes the types off. Sources import `./x.js` as they will be built;
 * the mapper finds `./x.ts`.
 *
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test', '<rootDir>/src'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    ...APART.filter((folder) => !folder.includes(process.env['SORTKEY_TEST_APART'] ?? '-')),
  ],
  moduleFileExtensions: ['js', 'ts', 'mjs', 'cjs', 'json', 'node'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  globalSetup: '<rootDir>/test/support/globalSetup.mjs',
  globalTeardown: '<rootDir>/test/support/globalTeardown.mjs',
  testTimeout: 20_000,
  maxWorkers: 2,
};
