import { afterEach, describe, expect, test } from '@jest/globals';
import type { ActionName } from '../../src/dynamo/actions.js';
import type { Transport } from '../../src/dynamo/execute/transport.js';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import { bank, owner, voucher } from '../plan/fixtures/bank.js';
import { createEngineGateway, type EngineGateway } from '../support/engineGateway.js';
import { marker } from '../support/marker.js';
import { inSeconds } from '../support/moments.js';

let gateway: EngineGateway;
afterEach(() => gateway.close());

/** Does something in the moment before the first call of one action is sent. */
function before(action: ActionName, run: () => Promise<unknown>): Transport {
  let isDone = false;
  return {
    async send(asked, input, options) {
      if (asked === action && !isDone) {
        isDone = true;
        await run();
      }
      return gateway.transport.send(asked, input, options);
    },
    close: () => Promise.resolve(),
  };
}

describe('another writer between the read of a write and the write itself', () => {
  test('a value that the item has lost to another since is not taken for one that the write wants', async () => {
    gateway = await createEngineGateway(bank);
    const live: AttributeMap = { voucherId: { S: 'v-live' }, version: { N: '3' }, expiresAt: inSeconds(60) };
    const transport = before('TransactWriteItems', () =>
      gateway.store({
        Vouchers: [
          { ...live, code: { S: 'NEW' } },
          { voucherId: { S: 'v-2' }, code: { S: 'LIVE' }, version: { N: '1' } },
        ],
        sortkey: [
          marker('Voucher.code', 'NEW', voucher('v-live'), { expiresAt: inSeconds(60) }),
          marker('Voucher.code', 'LIVE', voucher('v-2')),
        ],
      }),
    );
    const { data } = await gateway.another({ transport }).run(
      `mutation { updateVoucher(voucherId: "v-live", set: { expiresAt: "2026-01-15T13:00:00Z" }) {
        voucher { code version } conflict { reason fields } } }`,
    );
    expect(data).toEqual({ updateVoucher: { voucher: { code: 'NEW', version: 4 }, conflict: null } });
    expect(await gateway.itemsOf('sortkey')).toEqual(
      expect.arrayContaining([
        marker('Voucher.code', 'NEW', voucher('v-live'), { expiresAt: inSeconds(3600) }),
        marker('Voucher.code', 'LIVE', voucher('v-2')),
      ]),
    );
  });

  test('a value is free for one write of a transaction where another one gives it up, since when ever it has it', async () => {
    gateway = await createEngineGateway(bank);
    const [, bob] = bank.items.Owners;
    const transport = before('TransactWriteItems', () =>
      gateway.store({
        Owners: [{ ...bob, email: { S: 'new@example.com' } }],
        sortkey: [marker('Owner.email', 'new@example.com', owner('o-2'))],
      }),
    );
    const { data } = await gateway.another({ transport }).run(
      `mutation @transaction {
        ann: updateOwner(ownerId: "o-1", set: { email: "new@example.com" }) { owner { email } conflict { reason } }
        bob: updateOwner(ownerId: "o-2", set: { email: "other@example.com" }) { owner { email } conflict { reason } }
      }`,
    );
    expect(data).toEqual({
      ann: { owner: { email: 'new@example.com' }, conflict: null },
      bob: { owner: { email: 'other@example.com' }, conflict: null },
    });
  });

  test('a transaction that is sent again while it is done has the answer of the first, also where its items are read before', async () => {
    gateway = await createEngineGateway(bank);
    const operation = `mutation @transaction(token: "once") {
      updateOwner(ownerId: "o-1", set: { email: "new@example.com" }, if: { email: { eq: "ann@example.com" } }) {
        owner { email } conflict { reason } } }`;
    // A batch is no snapshot: it may see the item as the transaction left it, and the token as it was before.
    let first: unknown;
    let isFirst = true;
    const transport: Transport = {
      async send(action, input, options) {
        if (action !== 'BatchGetItem' || !isFirst) return gateway.transport.send(action, input, options);
        isFirst = false;
        first = (await gateway.run(operation)).data;
        const output = await gateway.transport.send(action, input, options);
        const responses = (output as { readonly Responses?: object }).Responses ?? {};
        return { ...output, Responses: { ...responses, [`${gateway.tablePrefix}sortkey`]: [] } };
      },
      close: () => Promise.resolve(),
    };
    const { data } = await gateway.another({ transport }).run(operation);
    expect(first).toEqual({ updateOwner: { owner: { email: 'new@example.com' }, conflict: null } });
    expect(data).toEqual(first);
  });
});
