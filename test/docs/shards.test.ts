import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import ts from 'typescript';
import { tabletopTransport } from '../support/tabletopTransport.js';
import { createTestGateway } from '../support/testGateway.js';
import { readPage } from './pages.js';

const page = readPage('docs/directives.md');
const [spread, inMigration] = page.blocks.filter(({ body }) => body.includes('{shard('));
const transport = tabletopTransport({ Shop: [] });
const migrating = createTestGateway({ schema: inMigration?.body ?? '', transport });

type ShardOf = (primaryKey: readonly string[], shards: number) => number;

/** What the page gives to other programs. */
async function shardOf(): Promise<ShardOf> {
  const source = page.blocks.find(({ language, body }) => language === 'ts' && body.includes('shardOf'))?.body ?? '';
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(source, { compilerOptions: options });
  const loaded = (await import(`data:text/javascript,${encodeURIComponent(outputText)}`)) as { shardOf: ShardOf };
  return loaded.shardOf;
}

async function partitionOf(orderId: string, attribute: string): Promise<unknown> {
  const { commands, errors } = await migrating.run(
    'mutation ($orderId: ID!) { createOrder(input: { orderId: $orderId, day: "2025-03-01", placedAt: "2025-03-01T12:00:00Z" }) { order { day } } }',
    { orderId },
  );
  expect(errors).toBeUndefined();
  return (commands[0]?.['Item'] as Record<string, unknown> | undefined)?.[attribute];
}

describe('shards in docs/directives.md', () => {
  test('the worked example is what a write stores', async () => {
    const said = /For the order `(\d+)` [^]*?Modulo (\d+) that is (\d+): `GSI1PK` is `([^`]+)`/.exec(page.prose) ?? [];
    const [, orderId = '', shards, shard, partition] = said;
    const of = await shardOf();
    expect(of([`ORDER#${orderId}`, 'HEAD'], Number(shards))).toBe(Number(shard));
    expect(spread?.body).toContain(`{shard(${shards})}`);
    expect(await partitionOf(orderId, 'GSI1PK')).toEqual({ S: partition });
  });

  test("the page's function is the gateway's, for any key", async () => {
    const of = await shardOf();
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[a-z0-9é#]{1,12}$/), async (orderId) => {
        const shard = of([`ORDER#${orderId}`, 'HEAD'], 20);
        expect(await partitionOf(orderId, 'GSI2PK')).toEqual({ S: `DAY#2025-03-01#${shard}` });
      }),
      { numRuns: 50 },
    );
  });

  test('setting a field to the value it has fills both indexes, as the migration needs it', async () => {
    const [, update = ''] = /`(updateOrder\(orderId: [^`]*\))`/.exec(page.prose) ?? [];
    const { commands, errors } = await migrating.run(
      `mutation ($day: Date!) { ${update.replace('...', '"4711"')} { order { orderId } conflict { reason } } }`,
      { day: '2025-03-01' },
    );
    expect(errors).toBeUndefined();
    expect(commands).toHaveLength(1);
    expect(commands[0]?.['UpdateExpression']).toMatch(/^SET .*#GSI1PK = .*#GSI2PK = /);
    expect(commands[0]?.['ConditionExpression']).toContain('#day = ');
  });
});
