/**
 * A bar below GraphiQL, outside of what React draws: a button that shows the plan of the document in the editor without
 * running it, and what the last answer cost. The editors' texts are Monaco's, as they are this moment.
 */
export const PLAN_SCRIPT = `const bar = document.querySelector('#plan-bar');
const [button, cost] = bar.querySelectorAll('button, output');
const panel = document.querySelector('#plan');
const [close, text] = panel.querySelectorAll('button, pre');

/** The text of one of GraphiQL's editors; '' as long as it has none. */
function editorText(name) {
  const model = monaco.editor.getModels().find(({ uri }) => uri.path.endsWith(name));
  return model === undefined ? '' : model.getValue();
}

/** GraphiQL takes comments and trailing commas in JSON; a text in quotes is passed over as it is. */
function parseJson(name, what) {
  const source = editorText(name)
    .replace(/("(?:\\\\.|[^"\\\\])*")|\\/\\/.*|\\/\\*[^]*?\\*\\//g, (_all, quoted) => quoted ?? '')
    .replace(/("(?:\\\\.|[^"\\\\])*")|,(?=\\s*[}\\]])/g, (_all, quoted) => quoted ?? '');
  try {
    return source.trim() === '' ? {} : JSON.parse(source);
  } catch {
    throw new Error('The ' + what + ' are not JSON.');
  }
}

async function ask(operationName) {
  const response = await fetch('graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...parseJson('request-headers.json', 'headers'),
      'sortkey-explain': 'plan',
    },
    body: JSON.stringify({
      query: editorText('operation.graphql'),
      variables: parseJson('variables.json', 'variables'),
      operationName,
    }),
  });
  return response.json();
}

function textOf({ errors, extensions }) {
  return extensions?.explain?.text ?? (errors ?? []).map(({ message }) => message).join('\\n\\n');
}

/** Of a document with several operations the plan of each. */
async function explain() {
  const answer = await ask();
  if (answer.errors?.[0]?.extensions?.code !== 'OPERATION_RESOLUTION_FAILURE') return textOf(answer);
  const names = [...editorText('operation.graphql').matchAll(/^\\s*(?:query|mutation|subscription)\\s+(\\w+)/gm)];
  if (names.length === 0) return textOf(answer);
  return (await Promise.all(names.map(async ([, name]) => textOf(await ask(name))))).join('\\n\\n');
}

async function showPlan() {
  button.disabled = true;
  try {
    text.textContent = await explain();
  } catch (error) {
    text.textContent = error.message;
  } finally {
    button.disabled = false;
  }
  panel.hidden = false;
}

function hidePlan() {
  panel.hidden = true;
  button.focus();
}

button.addEventListener('click', showPlan);
close.addEventListener('click', hidePlan);
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape' && !panel.hidden) hidePlan();
});

/** '1.5 read units in 2 calls, 12 ms', as far as there is any of it. */
function costOf(dynamodb) {
  const tables = Object.values(dynamodb.consumed);
  const units = (kind) => tables.reduce((sum, table) => sum + table[kind + 'Units'], 0);
  const calls = dynamodb.calls.length + (dynamodb.callsNotListed ?? 0);
  const count = (number, what) => number + ' ' + what + (number === 1 ? '' : 's');
  const consumed = ['read', 'write'].filter((kind) => units(kind) > 0).map((kind) => count(units(kind), kind + ' unit'));
  const retries = dynamodb.retries > 0 ? ', ' + (dynamodb.retries === 1 ? '1 retry' : dynamodb.retries + ' retries') : '';
  return [...consumed, ''].join(', ').replace(/, $/, ' in ') + count(calls, 'call') + retries + ', ' + dynamodb.ms + ' ms';
}

/** The answer's editor holds what came last, also of a subscription; while one is under way it is empty. */
function showCost() {
  try {
    const { dynamodb } = JSON.parse(editorText('response.json')).extensions;
    cost.textContent = costOf(dynamodb);
  } catch {
    cost.textContent = '';
  }
}

function watch(model) {
  if (model.uri.path.endsWith('response.json')) model.onDidChangeContent(showCost);
}
monaco.editor.getModels().forEach(watch);
monaco.editor.onDidCreateModel(watch);
`;

export const PLAN_HTML = `<section id="plan" aria-label="Plan" hidden>
      <button type="button" aria-label="Close">×</button>
      <pre tabindex="0"></pre>
    </section>
    <footer id="plan-bar">
      <button type="button" title="What this operation would do and cost, without running it">Plan</button>
      <output aria-label="Cost of the last answer"></output>
    </footer>`;

/** Its colours follow the theme that GraphiQL is set to. */
export const PLAN_STYLE = `
:root { color-scheme: light dark; }
:root:has(body.graphiql-light) { color-scheme: light; }
:root:has(body.graphiql-dark) { color-scheme: dark; }
body { display: flex; flex-direction: column; height: 100vh; }
body > #root { flex: 1; min-height: 0; }
body > #root .graphiql-container { height: 100%; }
#plan, #plan-bar { background: light-dark(#fff, #212a3b); color: light-dark(#3b4b68, #b7c2d7); border-top: 1px solid light-dark(#d8dce3, #3b465c); }
#plan { position: relative; height: 45vh; }
#plan[hidden] { display: none; }
#plan pre { box-sizing: border-box; height: 100%; margin: 0; padding: 16px 20px; overflow: auto; font: 13px/1.5 "Fira Code", ui-monospace, monospace; }
#plan button { position: absolute; top: 8px; right: 24px; border: 0; padding: 4px 8px; background: none; color: inherit; font-size: 20px; cursor: pointer; }
#plan-bar { display: flex; align-items: center; gap: 16px; padding: 6px 12px; font: 13px Roboto, sans-serif; }
#plan-bar button { border: 1px solid currentColor; border-radius: 4px; padding: 3px 14px; background: none; color: inherit; font: inherit; cursor: pointer; }
`;
