import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExampleOperation } from '../exampleOperation.js';
import { answer, answerRefusal } from './answer.js';
import { type Asset, loadGraphiqlAssets } from './graphiqlAssets.js';
import { PLAN_HTML, PLAN_STYLE } from './graphiqlPlan.js';

/** Everything comes from the gateway itself: the page works, and stays, without internet. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * GraphiQL can drag its tabs, and gives many of them a wrong offset at the start that shows when one is pressed: the
 * tab jumps away under the mouse, and the click is lost. Without offsets tabs still change places.
 */
const STYLE = 'body { margin: 0; } #root { height: 100vh; } .graphiql-tab { transform: none !important; }';

/** GraphiQL at `/graphiql` and its files below it. */
export interface Graphiql {
  /** @param path  The request's path, `/graphiql` or below. */
  answer(req: IncomingMessage, res: ServerResponse, path: string): Promise<void>;
}

/**
 * @param operations  Its tabs, where the browser remembers none of its own.
 * @param withPlans  The gateway answers with plans: there is a button for them.
 */
export function createGraphiql(operations: readonly ExampleOperation[], withPlans: boolean): Graphiql {
  const page = pageWith(operations, withPlans);
  let assets: Promise<ReadonlyMap<string, Asset>> | undefined;

  return {
    async answer(req, res, path) {
      if (path === '/graphiql') {
        answer(res, 200, page, {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': CONTENT_SECURITY_POLICY,
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
        });
        return;
      }
      assets ??= loadGraphiqlAssets();
      const asset = (await assets).get(path.slice('/graphiql/'.length));
      if (asset === undefined) {
        answerRefusal(res, {
          status: 404,
          code: 'BAD_REQUEST',
          message: `There is nothing at ${path}. GraphiQL is at /graphiql.`,
        });
        return;
      }
      const { body, contentType, etag } = asset;
      const headers = { 'cache-control': 'no-cache', etag, 'x-content-type-options': 'nosniff' };
      if (req.headers['if-none-match'] === etag) res.writeHead(304, headers).end();
      else answer(res, 200, body, { ...headers, 'content-type': contentType });
    },
  };
}

function pageWith(operations: readonly ExampleOperation[], withPlans: boolean): string {
  const options = {
    endpoint: '/graphql',
    title: 'Sortkey',
    subscriptionsProtocol: 'WS',
    ...(operations.length === 0
      ? {}
      : { defaultTabs: operations.map(({ query, variables = '' }) => ({ query, variables, headers: '' })) }),
  };
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>GraphiQL · Sortkey</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="graphiql/graphiql.css">
    <style>${STYLE}${withPlans ? PLAN_STYLE : ''}</style>
  </head>
  <body class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript.</noscript>
    <div id="root"></div>${withPlans ? `\n    ${PLAN_HTML}` : ''}
    <script type="application/json" id="options">${jsonForHtml(options)}</script>
    <script src="graphiql/environment.js"></script>
    <script src="graphiql/graphiql.js"></script>
    <script src="graphiql/start.js"></script>${withPlans ? '\n    <script src="graphiql/plan.js"></script>' : ''}
  </body>
</html>
`;
}

/** No `</script>` and no `<!--` can stand in it. */
function jsonForHtml(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
