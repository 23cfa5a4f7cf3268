import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTinyGateway, type TinyGateway } from './tinyGateway.js';

let gateway: TinyGateway;
beforeAll(async () => {
  gateway = await startTinyGateway({}, [
    { name: '01-hello', query: 'query Hello($name: String) { hello(name: $name) }', variables: '{ "name": "Ada" }' },
    { name: '02-script', query: '{ hello(name: "</script><script>alert(1)</script>") }', variables: undefined },
  ]);
});
afterAll(() => gateway.server.close());

describe('GraphiQL', () => {
  test('its page loads nothing from another host, and is not allowed to', async () => {
    const response = await fetch(`${gateway.url}/graphiql`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*/);
    const page = await response.text();
    const links = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link]) => link!);
    expect(links).toEqual([
      'data:,',
      'graphiql/graphiql.css',
      'graphiql/environment.js',
      'graphiql/graphiql.js',
      'graphiql/start.js',
    ]);
  });

  test('every file that the page and its starter name is served, and not sent twice', async () => {
    const names = [
      'graphiql.js',
      'graphiql.css',
      'environment.js',
      'start.js',
      'plan.js',
      'editor.worker.js',
      'json.worker.js',
      'graphql.worker.js',
    ];
    for (const name of names) {
      const response = await fetch(`${gateway.url}/graphiql/${name}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain(name.endsWith('.css') ? 'text/css' : 'text/javascript');
      expect((await response.text()).length).toBeGreaterThan(100);
      const etag = response.headers.get('etag')!;
      const again = await fetch(`${gateway.url}/graphiql/${name}`, { headers: { 'if-none-match': etag } });
      expect(again.status).toBe(304);
    }
  });

  test('its tabs are the example operations; no text of theirs leaves the data block', async () => {
    const page = await (await fetch(`${gateway.url}/graphiql`)).text();
    const [, json] = /<script type="application\/json" id="options">(.*?)<\/script>/s.exec(page)!;
    expect(JSON.parse(json!)).toEqual({
      endpoint: '/graphql',
      title: 'Sortkey',
      subscriptionsProtocol: 'WS',
      defaultTabs: [
        { query: 'query Hello($name: String) { hello(name: $name) }', variables: '{ "name": "Ada" }', headers: '' },
        { query: '{ hello(name: "</script><script>alert(1)</script>") }', variables: '', headers: '' },
      ],
    });
    expect(page).not.toContain('alert(1)</script>');
  });

  test('has a button for plans where the gateway answers with them, and the same policy', async () => {
    const planning = await startTinyGateway({ dynamodbExtension: true });
    try {
      const [page, plain] = await Promise.all([planning, gateway].map(({ url }) => fetch(`${url}/graphiql`)));
      const html = await page!.text();
      expect(html).toContain('<script src="graphiql/plan.js"></script>');
      expect(html).toMatch(/<button [^>]*>Plan<\/button>/);
      expect(await plain!.text()).not.toContain('Plan');
      const policy = 'content-security-policy';
      expect(page!.headers.get(policy)).toBe(plain!.headers.get(policy));
    } finally {
      await planning.server.close();
    }
  });

  test('nothing else is below it', async () => {
    for (const path of ['/graphiql/', '/graphiql/../package.json', '/graphiql/constructor']) {
      expect((await fetch(gateway.url + path)).status).toBe(404);
    }
  });
});

describe('Apollo Sandbox', () => {
  test('is what a browser sees at /graphql, with the first example', async () => {
    const response = await fetch(`${gateway.url}/graphql`, { headers: { accept: 'text/html,*/*;q=0.8' } });
    expect(response.headers.get('content-type')).toBe('text/html');
    const page = await response.text();
    expect(page).toContain('embeddable-sandbox.cdn.apollographql.com');
    expect(page).toContain('query Hello');
  });
});
