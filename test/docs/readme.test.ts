import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildASTSchema } from 'graphql';
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../../src/config/gatewaySettings.js';
import { compileServedSchema } from '../../src/server/servedSchema.js';
import { tabletopTransport } from '../support/tabletopTransport.js';
import { createTestGateway } from '../support/testGateway.js';
import { type Block, readPage, ROOT } from './pages.js';

const readme = readPage('README.md');
const blockOf = (language: string, containing: string): Block => {
  const found = readme.blocks.find((block) => block.language === language && block.body.includes(containing));
  if (found === undefined) throw new Error(`README.md has no block of ${language} with "${containing}".`);
  return found;
};

const schema = blockOf('graphql', '@table').body;
const operation = blockOf('graphql', 'productsByCategory(').body;
const product = (number: number) => ({
  productId: { S: `p${number}` },
  name: { S: `Lamp ${number}` },
  category: { S: 'lamps' },
  price: { N: String(number) },
  sellerId: { S: `s${number}` },
});
const products = Array.from({ length: 100 }, (_, at) => product(at + 1));
const gateway = () => createTestGateway({ schema, transport: tabletopTransport({ Products: products }) });

describe('README.md', () => {
  test('its query is the one command that it shows', async () => {
    const { commands, errors } = await gateway().run(operation);
    expect(errors).toBeUndefined();
    expect(commands).toEqual([{ action: 'Query', ...(JSON.parse(blockOf('json', 'TableName').body) as object) }]);
  });

  test.each([2, 100])('the sellers of %i products are one BatchGetItem more', async (count) => {
    const asked = operation.replace('first: 2', `first: ${count}`).replace('name price', 'name price seller { name }');
    const { commands, errors } = await gateway().run(asked);
    expect(errors).toBeUndefined();
    expect(commands.map(({ action }) => action)).toEqual(['Query', 'BatchGetItem']);
    expect(commands[0]?.['Limit']).toBe(count);
  });

  test('the fields that it says a type gets are served', () => {
    const [, section = ''] = readme.prose.split('## What you get for a type\n');
    const named = [...(section.split('\n## ')[0] ?? '').matchAll(/`(\w+)(?:\((\w+)?(?:\.\.\.)?\))?`/g)];
    const fields = named
      .map(([, field = '', argument]) => ({ field, argument }))
      .filter(({ field }) => /product/i.test(field));
    expect(fields.length).toBeGreaterThanOrEqual(8);
    const api = buildASTSchema(compileServedSchema('README.md', schema).api);
    const served = [api.getQueryType(), api.getMutationType(), api.getSubscriptionType()].flatMap((root) =>
      Object.values(root?.getFields() ?? {}),
    );
    for (const { field, argument } of fields) {
      const found = served.find(({ name }) => name === field);
      expect({ field, served: found !== undefined }).toEqual({ field, served: true });
      if (argument !== undefined) expect(found?.args.map(({ name }) => name)).toContain(argument);
    }
  });

  test('its port, its Node and its number of examples are so', () => {
    const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { engines: { node: string } };
    expect(engines.node).toBe(`>=${/Node ([\d.]+) or newer/.exec(readme.prose)?.[1] ?? ''}.0`);
    const ports = [...readme.prose.matchAll(/http:\/\/localhost:(\d+)/g)].map(([, port]) => Number(port));
    expect(new Set(ports)).toEqual(new Set([DEFAULT_SETTINGS.port]));
    const operations = readdirSync(join(ROOT, 'store/operations')).filter((name) => name.endsWith('.graphql'));
    expect(operations).toHaveLength(18);
    expect(readme.prose).toContain('the eighteen [example operations](store/operations)');
  });

  test('its key put together from fields is one', () => {
    const [, table = ''] = /`(@table\(name: "Shop"[^`]*\))`/.exec(readme.prose) ?? [];
    const body = `type Order ${table} { customerId: ID! orderId: ID! }`;
    expect(compileServedSchema('README.md', body).model.entities.get('Order')?.key.sort[0]).toMatchObject({
      attribute: 'SK',
    });
  });
});
