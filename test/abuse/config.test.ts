import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../src/config/configError.js';
import { DEFAULT_SETTINGS, type GatewaySettings } from '../../src/config/gatewaySettings.js';
import { DEVELOPMENT_CURSOR_SECRET, parseCommandSettings, parseSettings } from '../../src/config/parseSettings.js';

type Flags = Parameters<typeof parseCommandSettings>[0];
const SECRET = 'x'.repeat(32);

function problemsOf(parse: () => GatewaySettings): readonly string[] {
  try {
    parse();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('settings of a command', () => {
  test('with nothing said they are the defaults, and cursors are made with the development secret', () => {
    expect(parseCommandSettings({}, {})).toEqual({ ...DEFAULT_SETTINGS, cursorSecrets: [DEVELOPMENT_CURSOR_SECRET] });
  });

  test('a flag wins over a variable, a variable over the default; an empty variable is none', () => {
    const environment = { PORT: '5000', HOST: '0.0.0.0', LOG_LEVEL: '' };
    const settings = parseCommandSettings({ port: '6000' }, environment);
    expect(settings).toMatchObject({ port: 6000, host: '0.0.0.0', logLevel: 'info' });
  });

  test('each kind of value is read', () => {
    const environment = {
      DYNAMODB_ENDPOINT: 'https://dynamodb.example',
      AWS_REGION: 'eu-central-1',
      CURSOR_SECRETS: `${SECRET}, ${'y'.repeat(40)}`,
      CORS_ORIGINS: 'https://shop.example,http://localhost:3000',
      NODE_ENV: 'production',
      SORTKEY_TABLES: 'none',
    };
    expect(parseCommandSettings({}, environment)).toMatchObject({
      endpoint: 'https://dynamodb.example',
      region: 'eu-central-1',
      cursorSecrets: [SECRET, 'y'.repeat(40)],
      corsOrigins: ['https://shop.example', 'http://localhost:3000'],
      production: true,
      tables: 'none',
    });
    expect(parseCommandSettings({ inMemory: true }, { NODE_ENV: 'development' })).toMatchObject({
      inMemory: true,
      production: false,
    });
  });

  test.each<[Flags, Record<string, string>, string]>([
    [{ port: 'abc' }, {}, '--port is "abc": give a whole number from 0 to 65535 (port number).'],
    [{}, { PORT: '70000' }, 'PORT is 70000: give a whole number from 0 to 65535 (port number).'],
    [{}, { PORT: '4000.5' }, 'PORT is "4000.5": give a whole number from 0 to 65535 (port number).'],
    [
      {},
      { DYNAMODB_ENDPOINT: 'localhost:8000' },
      'DYNAMODB_ENDPOINT is "localhost:8000": give a URL without a path, such as http://127.0.0.1:8000.',
    ],
    [
      {},
      { REDIS_URL: 'cache.example:6379' },
      'REDIS_URL cannot be used: give a URL such as redis://cache.example:6379.',
    ],
    [{ redisUrl: 'x' }, {}, '--redis-url cannot be used: give a URL such as redis://cache.example:6379.'],
    [
      { safelist: true },
      {},
      '--safelist (or SORTKEY_SAFELIST) needs --persisted-operations (or SORTKEY_PERSISTED_OPERATIONS): the operations that may run are listed there.',
    ],
    [
      { streamReader: 'lambda' },
      {},
      '--stream-reader (or STREAM_READER) is lambda, which needs --redis-url (or REDIS_URL): what the function reads, it publishes there.',
    ],
    [{ streamReader: 'kinesis' }, {}, '--stream-reader is "kinesis": give one of gateway, lambda.'],
    [{ documentLimitDepth: '201' }, {}, '--document-limit-depth is 201: give a whole number from 1 to 200 (levels).'],
    [{ region: 'EU Central' }, {}, '--region is "EU Central": give an AWS region, such as eu-central-1.'],
    [{ logLevel: 'loud' }, {}, '--log-level is "loud": give one of silent, error, warn, info, debug.'],
    [{}, { SORTKEY_IN_MEMORY: 'maybe' }, 'SORTKEY_IN_MEMORY is "maybe": write true or false.'],
    [
      {},
      { CORS_ORIGINS: 'https://a.example,shop.example' },
      'CORS_ORIGINS: number 2 is "shop.example": give origins without a path, such as https://shop.example, or *.',
    ],
    [
      {},
      { CURSOR_SECRETS: `${SECRET},hunter2` },
      'CURSOR_SECRETS: number 2 has 7 characters: give at least 32 characters each.',
    ],
    [
      {},
      { CURSOR_SECRET: SECRET },
      'The environment variable CURSOR_SECRET means nothing to sortkey. Did you mean CURSOR_SECRETS?',
    ],
    [
      {},
      { SORTKEY_COLOUR: 'blue' },
      'The environment variable SORTKEY_COLOUR means nothing to sortkey. Remove it; `sortkey serve --help` lists the variables.',
    ],
    [
      { region: 'eu-central-1' },
      {},
      '--cursor-secrets (or CURSOR_SECRETS) is needed outside of development: cursors are encrypted with it. ' +
        'Give every process the same key of at least 32 random characters, for instance from `openssl rand -hex 32`.',
    ],
    [
      { endpoint: 'http://10.0.0.8:8000', cursorSecrets: SECRET },
      {},
      '--region (or AWS_REGION) is needed with the endpoint http://10.0.0.8:8000: requests are signed for a region.',
    ],
    [
      { inMemory: true, endpoint: 'http://127.0.0.1:8000' },
      {},
      '--in-memory (or SORTKEY_IN_MEMORY) is for the embedded engine: leave it out, or leave out the endpoint and the region.',
    ],
    [
      { pageSizeDefault: '200' },
      {},
      '--page-size (or PAGE_SIZE) is 200, more than --page-size-max (or PAGE_SIZE_MAX), which is 100: lower the one or raise the other.',
    ],
  ])('%j with %j is refused', (flags, environment, message) => {
    expect(problemsOf(() => parseCommandSettings(flags, environment))).toEqual([message]);
  });

  test('everything wrong is said at once, and a secret is never repeated', () => {
    const problems = problemsOf(() => parseCommandSettings({ port: 'x', host: 'a b' }, { CURSOR_SECRETS: 'hunter2' }));
    expect(problems).toHaveLength(3);
    expect(problems.join()).not.toContain('hunter2');
  });

  test("other programs' variables are passed over", () => {
    const environment = { PATH: '/bin', POST: 'x', HOSTS: 'y', AWS_PROFILE: 'z', SORTKEY_TEST_ENGINE: 'dynoxide' };
    expect(problemsOf(() => parseCommandSettings({}, environment))).toEqual([]);
  });

  test.each(['http://127.0.0.1:8000', 'http://localhost:8000', 'http://[::1]:8000'])(
    '%s is this machine: it needs no secret and no region',
    (endpoint) => {
      expect(parseCommandSettings({ endpoint }, {}).cursorSecrets).toEqual([DEVELOPMENT_CURSOR_SECRET]);
    },
  );
});

describe('options of createGateway', () => {
  test('undefined is the default', () => {
    expect(parseSettings({ port: undefined, host: 'localhost' })).toMatchObject({ port: 4000, host: 'localhost' });
  });

  test.each<[Record<string, unknown>, string]>([
    [{ prot: 1 }, 'createGateway has no option "prot". Did you mean "port"?'],
    [{ port: '4000' }, 'option port is "4000": give a whole number from 0 to 65535 (port number).'],
    [{ corsOrigins: 'https://shop.example' }, 'option corsOrigins is "https://shop.example": give a list of origins'],
    [{ production: 'yes' }, 'option production is "yes": give true or false.'],
    [{ requestTimeoutMs: 0 }, 'option requestTimeoutMs is 0: give a whole number from 1 to 600000 (milliseconds).'],
    [{ nonsense: 1 }, 'createGateway has no option "nonsense". It has schemaFile, resolversFile, '],
  ])('%j is refused', (options, message) => {
    expect(problemsOf(() => parseSettings(options))).toEqual([expect.stringContaining(message)]);
  });
});
