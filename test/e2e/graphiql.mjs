/** GraphiQL as its user sees it. */
export class Graphiql {
  constructor(page) {
    this.page = page;
  }

  /** Waits until it has read the schema: only then do its editors and its documentation know the types. */
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

  async openTab(name) {
    await this.page.getByRole('button', { name, exact: true }).click();
    await this.page.locator('.graphiql-tab-active', { hasText: name }).waitFor();
  }

  /** Presses the button: runs the operation, or ends the subscription that runs. */
  async press() {
    await this.page.locator('.graphiql-execute-button').click();
  }

  /** Presses the button, and waits for the answer. @returns the answer's JSON. */
  async run() {
    const [response] = await Promise.all([
      this.page.waitForResponse((one) => one.url().endsWith('/graphql') && one.request().method() === 'POST'),
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

  variables() {
    return this.page.locator('.graphiql-editor-tool .view-lines').first().innerText();
  }
}

/** @throws {Error} when the condition does not hold within 30 s. */
export async function waitUntil(condition, what) {
  const deadline = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited 30 s in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
