import type { DocumentClient } from '../dynamo/execute/sdkClients.js';
import { badInput } from '../errors/gatewayError.js';

/** Commands that write, or may: PartiQL says so only in its text. */
const WRITES = /^(?:Put|Update|Delete|BatchWrite|TransactWrite|(?:Batch)?Execute)/;

/**
 * The document client as a resolver in `mutation @transaction` has it: what it would write by itself would stay when the
 * transaction is refused, and be done again by a replay.
 */
export function guardedClient(client: DocumentClient): DocumentClient {
  return new Proxy(client, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property, target);
      if (property !== 'send' || typeof member !== 'function') return member;
      return (...args: readonly unknown[]) => {
        const [command] = args;
        const name = (command as object | undefined)?.constructor.name ?? '';
        if (WRITES.test(name)) throw refused(name);
        return Reflect.apply(member, target, args) as unknown;
      };
    },
  });
}

function refused(command: string): Error {
  return badInput(
    `${command} writes by itself, and a mutation with @transaction is one transaction: make the write with repositories.x.transact and give it to context.transact.`,
    [],
  );
}
