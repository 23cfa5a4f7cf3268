import { type CancellationReason, DynamoError, type Transport } from '../../src/dynamo/execute/transport.js';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import type { TestEngine } from './engine.js';
import { createPlainExchange } from './plainExchange.js';

/**
 * The DynamoDB protocol without the SDK, which takes most of the time of a call to an engine on this machine: for tests
 * that make tens of thousands. Items are AttributeValue JSON on the wire, so nothing is converted.
 */
export function createPlainTransport({ endpoint, region, credentials }: TestEngine): Transport {
  const { exchange, close } = createPlainExchange({ endpoint, region, credentials });
  return {
    async send(action, input, { signal }) {
      const { status, body } = await exchange(action, input, signal);
      if (status === 200) return body;
      throw errorOf(status, body as unknown as Refusal);
    },
    async close() {
      close();
    },
  };
}

interface Refusal {
  /** `com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException` */
  readonly __type: string;
  readonly message?: string;
  readonly Message?: string;
  readonly Item?: AttributeMap;
  readonly CancellationReasons?: readonly {
    readonly Code?: string;
    readonly Message?: string;
    readonly Item?: AttributeMap;
  }[];
}

function errorOf(status: number, { __type, message, Message, Item, CancellationReasons }: Refusal): DynamoError {
  const reasons = CancellationReasons?.map(({ Code = 'None', Message: why, Item: item }): CancellationReason => ({
    code: Code,
    message: why,
    item,
  }));
  return new DynamoError(__type.replace(/^.*#/, ''), message ?? Message ?? '', { status, item: Item, reasons });
}
