import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PLAN_SCRIPT } from './graphiqlPlan.js';

export interface Asset {
  readonly body: string;
  readonly contentType: string;
  /** Quoted, as HTTP wants it. */
  readonly etag: string;
}

/** GraphiQL as @graphql-yoga/render-graphiql bundles it: one module of long strings, with Monaco and its workers inside. */
interface Bundle {
  readonly js: string;
  readonly css: string;
  readonly editorWorkerService: string;
  readonly jsonWorker: string;
  readonly graphqlWorker: string;
}

/** The build copies the bundle beside the code; from the sources it comes from node_modules. */
const BUILT = new URL('../../../assets/graphiql/graphiql.js', import.meta.url);
const PACKAGE = '@graphql-yoga/render-graphiql/graphiql';

/** Looked at while the bundle is read. With "globalAPI" Monaco shows itself as "monaco": the plan's button reads the editors. */
const ENVIRONMENT = `self.MonacoEnvironment = {
  globalAPI: true,
  getWorker: (_module, label) =>
    new Worker('graphiql/' + (label === 'json' || label === 'graphql' ? label : 'editor') + '.worker.js', { type: 'module' }),
};
`;

/** Starts GraphiQL with the options that the page carries as JSON. */
const START = `const options = JSON.parse(document.querySelector('#options').textContent);
// GraphiQL starts with the query of the first tab, but with the variables it remembers, and opens an empty tab
// beside those it remembers when what it remembers is none of them. So the first tab is made its memory.
const [first] = options.defaultTabs ?? [];
if (first && localStorage.getItem('graphiql:tabState') === null && !location.search.includes('query=')) {
  localStorage.setItem('graphiql:query', first.query);
  localStorage.setItem('graphiql:variables', first.variables);
}
YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), options);
`;

/** GraphiQL's files by name. 9 MB, so they are read when the first browser asks. */
export async function loadGraphiqlAssets(): Promise<ReadonlyMap<string, Asset>> {
  const from = existsSync(fileURLToPath(BUILT)) ? BUILT.href : PACKAGE;
  const bundle = (await import(from)) as Bundle;
  return new Map([
    ['graphiql.js', script(bundle.js)],
    ['graphiql.css', asset(bundle.css, 'text/css; charset=utf-8')],
    ['environment.js', script(ENVIRONMENT)],
    ['start.js', script(START)],
    ['plan.js', script(PLAN_SCRIPT)],
    ['editor.worker.js', script(bundle.editorWorkerService)],
    ['json.worker.js', script(bundle.jsonWorker)],
    ['graphql.worker.js', script(bundle.graphqlWorker)],
  ]);
}

function script(body: string): Asset {
  return asset(body, 'text/javascript; charset=utf-8');
}

function asset(body: string, contentType: string): Asset {
  return { body, contentType, etag: `"${createHash('sha256').update(body).digest('base64url')}"` };
}
