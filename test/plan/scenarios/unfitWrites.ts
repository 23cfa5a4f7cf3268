import type { Scenario } from '../../support/scenario.js';
import { bank } from '../fixtures/bank.js';

/** The schema has no field for what cannot be written, so it refuses the document before any of it is looked at. */
export const unfitWrites: readonly Scenario[] = [
  unfit('a key field in set', `updateAccount(accountId: "a", set: { accountId: "b" }) { account { balance } }`),
  unfit('a version in set', `updateAccount(accountId: "a", set: { version: 7 }) { account { balance } }`),
  unfit('a version in a new item', `createAccount(input: { accountId: "c", balance: 0, version: 7 }) { __typename }`),
  unfit('a put without the version it expects', `putAccount(input: { accountId: "a", balance: 0 }) { __typename }`),
  unfit('add to a text', `updateAccount(accountId: "a", add: { note: "x" }) { account { balance } }`),
  unfit('add to a unique number', `updateTicket(ticketId: "t-1", add: { price: "1" }) { ticket { price } }`),
  unfit('remove from what is no set', `updateAccount(accountId: "a", remove: { note: ["x"] }) { __typename }`),
  unfit('append to a set', `updateAccount(accountId: "a", append: { labels: ["x"] }) { __typename }`),
  unfit('a check that changes something', `checkAccount(accountId: "a", set: { note: "x" }) { __typename }`),
  unfit(
    'a condition on an item that is put by transactWrite',
    `transactWrite(items: [{ entry: { put: { input: { accountId: "a", number: 1, amount: 1 }, if: {} } } }]) { __typename }`,
  ),
];

function unfit(what: string, field: string): Scenario {
  return {
    ...bank,
    title: `${what} does not fit the schema`,
    operation: `mutation { ${field} }`,
    commands: [],
    errors: [{ code: 'GRAPHQL_VALIDATION_FAILED' }],
  };
}
