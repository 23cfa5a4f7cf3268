/** GraphiQL as its user sees it. */
export class Graphiql {
  constructor(page) {
    this.page = page;
  }

  /** Waits until its editors are there. */
  static async open(page) {
    await page.locator('.graphiql-execute-button').waitFor();
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    return new Graphiql(page);
  }

  tabs() {
    return this.page.locator('.graphiql-tab-button').allInnerTexts();
  }

  activeTab() {
    return this.page.locator('.graphiql-tab-active').innerText();
  }

  /** One click, and the moment that GraphiQL takes to read the tab's document: until then it would run the last one's. */
  async openTab(name) {
    await this.page.getByRole('button', { name, exact: true }).click();
    await this.page.locator('.graphiql-tab-active', { hasText: name }).waitFor();
    await waitUntil(() => this.page.evaluate(isRemembered, name), `GraphiQL has read ${name}`);
  }

  /** Presses the button: runs the operation, or ends the subscription that runs. */
  async press() {
    await this.page.locator('.graphiql-execute-button').click();
  }

  /** Presses the button, and waits for the answer. @returns the answer's JSON. */
  async run() {
    const [response] = await Promise.all([
      this.page.waitForResponse((one) => isOperation(one.request())),
      this.press(),
    ]);
    return response.json();
  }

  /** Waits until the answer's pane shows this text. */
  async shows(text) {
    // Monaco draws each space as one that does not break.
    const drawn = (line) => line.replaceAll('\u00a0', ' ');
    await waitUntil(async () => drawn(await this.answer().innerText()).includes(text), `the answer shows ${text}`);
  }

  answer() {
    return this.page.locator('.result-window .view-lines');
  }

  /** Asks for the plan of what is in the editor. @returns the text that is shown. */
  async plan() {
    const shown = this.page.locator('#plan pre');
    await this.page.getByRole('button', { name: 'Plan', exact: true }).click();
    await shown.waitFor();
    return shown.innerText();
  }

  /** What the last answer cost; '' where there is none. */
  cost() {
    return this.page.locator('#plan-bar output').innerText();
  }

  /** Puts this into the editor of variables: typed, Monaco would close brackets of its own. */
  async writeVariables(text) {
    await this.page.evaluate(setVariables, text);
  }

  variables() {
    return this.page.locator('.graphiql-editor-tool .view-lines').first().innerText();
  }
}

/** What goes through the WebSockets that the page opens from now on: the types of the messages it sent, and closures. */
export function watchSockets(page) {
  const seen = { sent: [], closed: 0 };
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => seen.sent.push(JSON.parse(payload).type));
    socket.on('close', () => (seen.closed += 1));
  });
  return seen;
}

/** Not GraphiQL's own question for the schema. */
function isOperation(request) {
  return request.method() === 'POST' && !(request.postData() ?? '').includes('IntrospectionQuery');
}

/* global localStorage, monaco */

/** In the page. */
function setVariables(text) {
  monaco.editor
    .getModels()
    .find(({ uri }) => uri.path.endsWith('variables.json'))
    .setValue(text);
}

/**
 * In the page: what GraphiQL remembers as shown is the query and the variables of the tab of this name.
 * It writes its tabs down some time after they are drawn, so they may be missing.
 */
function isRemembered(name) {
  const remembered = (key) => localStorage.getItem(`graphiql:${key}`) ?? '';
  const { tabs } = JSON.parse(remembered('tabState') || '{"tabs":[]}');
  const tab = tabs.find(({ title }) => title === name);
  return tab !== undefined && remembered('query') === tab.query && remembered('variables') === (tab.variables ?? '');
}

/** @throws {Error} when the condition does not hold within 30 s. */
export async function waitUntil(condition, what) {
  const deadline = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited 30 s in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
