import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AuditResult, serverAudits } from 'graphql-http';
import { startTinyGateway, type TinyGateway } from './tinyGateway.js';

/**
 * The audits of GraphQL over HTTP that are not met, and why:
 *
 * - STATUS: a request that is refused as a whole is answered with the status of its error code, whichever media type
 *   the client accepts. The specification recommends 200 for `application/json`, for the sake of clients from before
 *   it that took every other status for a failure of the network; today's clients read the body.
 * - CSRF: a GET that a page of any origin could send without asking is refused (400). With the header
 *   `apollo-require-preflight`, or a content type, the same GET is answered.
 */
const STATUS = 'warn: Response status code is not 200';
const CSRF = 'notice: Response status code is not 200';
const NOT_MET: Readonly<Record<string, string>> = {
  // SHOULD use 200 for application/json: a document that does not parse, one that does not validate, a bad variable.
  '572B': STATUS,
  FDE2: STATUS,
  '7B9B': STATUS,
  // MAY accept GET: with a query only, and with variables for each media type.
  '5A70': CSRF,
  '6A70': CSRF,
  D6D5: CSRF,
};

let gateway: TinyGateway;
beforeAll(async () => {
  gateway = await startTinyGateway();
});
afterAll(() => gateway.server.close());

describe("graphql-http's audits of a server", () => {
  test('all 61 are run; none is an error; the rest is the list above', async () => {
    const results: AuditResult[] = [];
    for (const audit of serverAudits({ url: () => `${gateway.url}/graphql` })) results.push(await audit.fn());
    const notMet = results.flatMap((result) => {
      if (result.status === 'ok') return [];
      void result.response.body?.cancel();
      return [[result.id, `${result.status}: ${result.reason}`] as const];
    });
    expect(results).toHaveLength(61);
    expect(Object.fromEntries(notMet)).toEqual(NOT_MET);
  });
});
