import type { DocumentClient } from '../dynamo/execute/sdkClients.js';
import { badInput } from '../errors/gatewayError.js';

/** Commands that only read; any other one writes, or may: PartiQL says so only in its text. */
const READS = /^(?:Get|BatchGet|TransactGet|Query|Scan)Command$/;

/**
 * The document client as a resolver in `mutation @transaction` has it: what it would write by itself would stay when the
 * transaction is refused, and be done again by a replay.
 *
 * @param field  The resolver's.
 */
export function guardedClient(client: DocumentClient, field: string): DocumentClient {
  return new Proxy(client, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property, target);
      if (property !== 'send' || typeof member !== 'function') return member;
      return (...args: readonly unknown[]) => {
        const [command] = args;
        const name = (command as object | undefined)?.constructor.name ?? '';
        if (!READS.test(name)) throw refused(name, field);
        return Reflect.apply(member, target, args) as unknown;
      };
    },
  });
}

function refused(command: string, field: string): Error {
  return badInput(
    `${command} may write by itself, so "${field}" cannot take part in a transaction. Send it in a mutation without @transaction; or its resolver makes the write with repositories.x.transact and gives it to context.transact.`,
    [],
  );
}
