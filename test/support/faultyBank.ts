import type { AttributeMap } from '../../src/model/attributeValue.js';
import type { Gateway } from '../../src/server/createGateway.js';
import { type FaultyGateway, startFaultyGateway } from './faultyGateway.js';

const schema = /* GraphQL */ `
  type Account
    @table(name: "Accounts", partition: "accountId")
    @index(name: "ByTier", partition: "TPK = {tier}#{region}", query: "accountsByTier") {
    accountId: ID!
    points: Int
    tier: String
    region: String
    version: Int! @version
  }
  type User @table(name: "Users", partition: "userId") {
    userId: ID!
    email: String @unique
    name: String
  }
`;

export interface BankAnswer {
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[] | undefined;
    readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  }[];
  /** Of the errors, each once. */
  readonly codes: readonly unknown[];
}

/** Accounts to transfer points between, and users with unique addresses, behind an endpoint with faults. */
export interface FaultyBank extends FaultyGateway {
  run(query: string, by?: Gateway): Promise<BankAnswer>;
  /**
   * The answer to what is refused to the deadline. Where the deadline happens to pass while a write is under way, its
   * outcome is unknown, as another test shows: then it is asked again.
   */
  runHastily(query: string): Promise<BankAnswer>;
  /** Two accounts of a test's own with ten points each. */
  twoAccounts(): Promise<readonly [string, string]>;
  /** Items as the engine has them. */
  account(accountId: string): Promise<AttributeMap | undefined>;
  user(userId: string): Promise<AttributeMap | undefined>;
  /** The marker of a user's address. */
  ownerOf(email: string): Promise<AttributeMap | undefined>;
  /** The TransactWriteItems that were sent. */
  transactions(): readonly { readonly ClientRequestToken: string }[];
}

let made = 0;
/** An id that no other test has. */
export const newId = (kind: string): string => `${kind}${(made += 1)}`;

export async function startFaultyBank(): Promise<FaultyBank> {
  const faulty = await startFaultyGateway({ schema, hastyTimeoutMs: 600 });
  const { dynamo, gateway, hasty, itemOf } = faulty;

  async function run(query: string, by = gateway): Promise<BankAnswer> {
    const { data, errors = [] } = await by.execute({ query });
    return { data, errors, codes: [...new Set(errors.map(({ extensions }) => extensions?.['code']))] };
  }

  return {
    ...faulty,
    run,
    async runHastily(query) {
      for (let attempt = 1; ; attempt += 1) {
        const answer = await run(query, hasty);
        if (!answer.codes.includes('OUTCOME_UNKNOWN') || attempt === 10) return answer;
      }
    },
    async twoAccounts() {
      const ids = [newId('a'), newId('a')] as const;
      const put = ids.map((accountId) => `{ accountId: "${accountId}", points: 10, tier: "gold", region: "north" }`);
      await run(`mutation { batchWriteAccounts(put: [${put.join(', ')}]) { put { status } } }`);
      dynamo.reset();
      return ids;
    },
    account: (accountId) => itemOf('Accounts', { accountId: { S: accountId } }),
    user: (userId) => itemOf('Users', { userId: { S: userId } }),
    ownerOf: (email) => itemOf('sortkey', { pk: { S: `UNIQUE#User.email#${email}` }, sk: { S: 'UNIQUE' } }),
    transactions: () => dynamo.inputsOf('TransactWriteItems') as readonly { readonly ClientRequestToken: string }[],
  };
}

/** One point from one account to another. */
export const transfer = ([from, to]: readonly [string, string]) => `mutation @transaction {
  from: updateAccount(accountId: "${from}", add: { points: -1 }, if: { points: { ge: 1 } }) {
    account { points } conflict { reason current { points } } }
  to: updateAccount(accountId: "${to}", add: { points: 1 }) { account { points } conflict { reason } }
}`;
/** What that answers once it is done. */
export const DONE = {
  from: { account: { points: 9 }, conflict: null },
  to: { account: { points: 11 }, conflict: null },
};
/** An account that was only made. */
export const UNTOUCHED = { points: { N: '10' }, version: { N: '1' } };
