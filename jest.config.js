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
  // Those that need a redis-server, by `npm run test:redis`: npm has none.
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(process.env['SORTKEY_TEST_REDIS'] === undefined ? ['/test/redis/'] : []),
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
