import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { Graphiql, waitUntil, watchSockets } from './graphiql.mjs';
import { launchBrowser, openPage } from './openPage.mjs';
import { startStore } from './startStore.mjs';

const OPERATIONS = new URL('../../store/operations/', import.meta.url);
/** In the order of the tabs. */
const operations = readdirSync(OPERATIONS)
  .filter((file) => file.endsWith('.graphql'))
  .sort()
  .map((file) => /^(query|mutation|subscription) (\w+)/m.exec(readFileSync(new URL(file, OPERATIONS), 'utf8')).slice(1))
  .map(([kind, name]) => ({ kind, name }));

const screenshots = mkdtempSync(join(tmpdir(), 'sortkey-e2e-'));

let store;
let browser;
let problems = [];
let page;

before(async () => {
  browser = await launchBrowser();
  store = await startStore();
});

after(async () => {
  await browser?.close();
  await store?.stop();
  console.log(`screenshots are in ${screenshots}`);
});

afterEach(async ({ name }) => {
  await page?.screenshot({ path: join(screenshots, `${name.replaceAll(/\W+/g, '-')}.png`) });
  await page?.context().close();
  page = undefined;
});

async function openGraphiql() {
  ({ page, problems } = await openPage(browser, `${store.url}/graphiql`));
  return Graphiql.open(page);
}

/** Nothing in the browser's console, nothing asked of another host. */
function assertNoProblems() {
  assert.deepEqual(problems, []);
}

async function post(query, variables) {
  const response = await fetch(`${store.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

describe('GraphiQL', { timeout: 300_000 }, () => {
  test('offers the example operations as tabs, the first with its variables', async () => {
    const graphiql = await openGraphiql();
    assert.deepEqual(
      await graphiql.tabs(),
      operations.map(({ name }) => name),
    );
    assert.equal(await graphiql.activeTab(), 'ProductPage');
    await waitUntil(async () => (await graphiql.variables()).includes('walnut-desk-lamp'), 'the variables are shown');
    assertNoProblems();
  });

  test('runs the first operation by one click', async () => {
    const graphiql = await openGraphiql();
    const { data, errors } = await graphiql.run();
    assert.equal(errors, undefined);
    assert.equal(data.product.name, 'Walnut Desk Lamp');
    await graphiql.shows('"name": "Walnut Desk Lamp"');
    assertNoProblems();
  });

  test('runs every query of its tabs, each after one click on the tab', async () => {
    const graphiql = await openGraphiql();
    const queries = operations.filter(({ kind }) => kind === 'query');
    assert.ok(queries.length >= 5);
    for (const { name } of queries.slice(1)) {
      await graphiql.openTab(name);
      const { data, errors } = await graphiql.run();
      assert.equal(errors, undefined, name);
      assert.ok(
        Object.values(data).every((value) => value !== null),
        name,
      );
      await graphiql.shows(`"${Object.keys(data)[0]}": {`);
    }
    assertNoProblems();
  });

  test('shows the plan of what stands in the editor, without running it, and what an answer has cost', async () => {
    const graphiql = await openGraphiql();
    assert.equal(await graphiql.cost(), '');
    const plan = await graphiql.plan();
    assert.match(plan, /^query ProductPage\n/);
    assert.match(plan, /Query Reviews.*\n.*productId = "walnut-desk-lamp"/);
    assert.equal(await graphiql.cost(), '');
    await page.screenshot({ path: join(screenshots, 'plan.png') });
    await page.keyboard.press('Escape');
    await page.locator('#plan').waitFor({ state: 'hidden' });
    await graphiql.run();
    await waitUntil(
      async () => /^[\d.]+ read units in \d+ calls, [\d.]+ ms$/.test(await graphiql.cost()),
      'the cost is shown',
    );
    assertNoProblems();
  });

  test('plans with the variables as they are written this moment, comments and all', async () => {
    const graphiql = await openGraphiql();
    await graphiql.writeVariables('{ // a product\n "productId": "// no comment, }",\n}');
    await waitUntil(
      async () => (await graphiql.plan()).includes('"// no comment, }"'),
      'the plan has the new variable',
    );
    await graphiql.writeVariables('{ "productId": ');
    await waitUntil(
      async () => (await graphiql.plan()) === 'The variables are not JSON.',
      'the plan says what is wrong',
    );
    assertNoProblems();
  });

  test('plans a mutation and a subscription that it does not run', async () => {
    const graphiql = await openGraphiql();
    await graphiql.openTab('CreateProduct');
    assert.match(await graphiql.plan(), /^mutation CreateProduct\n[^]*PutItem Products/);
    await graphiql.openTab('ProductChanged');
    await waitUntil(
      async () => (await graphiql.plan()).startsWith('subscription ProductChanged\n'),
      'its plan is shown',
    );
    assertNoProblems();
  });

  test('creates a product, and shows the conflict when it is created again', async () => {
    const graphiql = await openGraphiql();
    await graphiql.openTab('CreateProduct');
    const created = await graphiql.run();
    assert.deepEqual(created.data.createProduct.conflict, null);
    assert.equal(created.data.createProduct.product.version, 1);
    await graphiql.shows('"version": 1');
    const refused = await graphiql.run();
    assert.equal(refused.errors, undefined);
    assert.equal(refused.data.createProduct.conflict.reason, 'ALREADY_EXISTS');
    await graphiql.shows('"reason": "ALREADY_EXISTS"');
    assertNoProblems();
  });

  test('shows how the second of two savers loses nothing', async () => {
    const graphiql = await openGraphiql();
    await graphiql.openTab('ChangeAPrice');
    const { data } = await graphiql.run();
    assert.equal(data.first.product.version, 2);
    assert.equal(data.second.conflict.reason, 'VERSION_MISMATCH');
    assert.equal(data.second.conflict.current.price, data.first.product.price);
    await graphiql.shows('"reason": "VERSION_MISMATCH"');
    assertNoProblems();
  });

  test('a subscription shows what another program changes, until it is stopped', async () => {
    const graphiql = await openGraphiql();
    const sockets = watchSockets(page);
    await graphiql.openTab('ProductChanged');
    await graphiql.press();
    let price = 70;
    await waitUntil(async () => {
      // Nothing tells when the subscription has begun; changes before that are not for it.
      const { data } = await post(
        'mutation ($price: Float!) { updateProduct(productId: "brass-reading-lamp", set: { price: $price }) { product { price } } }',
        { price: (price -= 0.5) },
      );
      assert.ok(data.updateProduct.product.price < 80);
      return (await graphiql.answer().innerText()).includes('UPDATED');
    }, 'a change is shown');
    await graphiql.shows('"productId": "brass-reading-lamp"');
    await graphiql.press();
    await waitUntil(() => sockets.sent.includes('complete'), 'the subscription is stopped');
    assertNoProblems();
  });

  test('finds its tabs as they were after a reload', async () => {
    const graphiql = await openGraphiql();
    await page.reload();
    await Graphiql.open(page);
    assert.equal((await graphiql.tabs()).length, operations.length);
    assert.equal(await graphiql.activeTab(), 'ProductPage');
    await graphiql.openTab('Leaderboard');
    await page.reload();
    await Graphiql.open(page);
    assert.equal((await graphiql.tabs()).length, operations.length);
    assert.equal(await graphiql.activeTab(), 'Leaderboard');
    assertNoProblems();
  });

  test('has the documentation of the served schema', async () => {
    await openGraphiql();
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.locator('.graphiql-plugin').getByText('Query', { exact: true }).click();
    await page.locator('.graphiql-plugin').getByText('productsByCategory', { exact: true }).click();
    await page.locator('.graphiql-plugin').getByText('ProductConnection', { exact: true }).first().waitFor();
    assertNoProblems();
  });
});

describe('Apollo Sandbox', { timeout: 60_000 }, () => {
  test('is the page at /graphql; its script comes from Apollo and has no answer here', async () => {
    ({ page, problems } = await openPage(browser, `${store.url}/graphql`));
    const html = await page.content();
    assert.match(html, /embeddable-sandbox\.cdn\.apollographql\.com/);
    assert.match(html, /query ProductPage/);
    assert.ok(problems.includes('asked embeddable-sandbox.cdn.apollographql.com'));
  });
});

describe('the gateway', { timeout: 60_000 }, () => {
  test('ends by SIGTERM while a browser is subscribed, and has logged no fault', async () => {
    const graphiql = await openGraphiql();
    const sockets = watchSockets(page);
    await graphiql.openTab('ProductChanged');
    await graphiql.press();
    await waitUntil(() => sockets.sent.includes('subscribe'), 'it is subscribed');
    assert.equal(await store.stop(), 0);
    await waitUntil(() => sockets.closed > 0, 'its socket is closed');
    assert.doesNotMatch(store.log(), /"level":"(error|warn)"/);
  });
});
