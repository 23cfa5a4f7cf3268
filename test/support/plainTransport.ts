import { Agent, request } from 'node:http';
import { type CancellationReason, DynamoError, type Transport } from '../../src/dynamo/execute/transport.js';
import type { ActionOutput } from '../../src/dynamo/actions.js';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import type { TestEngine } from './engine.js';

/**
 * The DynamoDB protocol without the SDK, which takes most of the time of a call to an engine on this machine: for tests
 * that make tens of thousands. Items are AttributeValue JSON on the wire, so nothing is converted.
 */
export function createPlainTransport({ endpoint, region, credentials }: TestEngine): Transport {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(endpoint);

  function exchange(action: string, body: string, signal: AbortSignal): Promise<Answer> {
    const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    const scope = `${credentials.accessKeyId}/${date.slice(0, 8)}/${region}/dynamodb/aws4_request`;
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': Buffer.byteLength(body),
      'x-amz-target': `DynamoDB_20120810.${action}`,
      'x-amz-date': date,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
    };
    return new Promise((resolve, reject) => {
      const sent = request({ agent, hostname, port, method: 'POST', headers, signal }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  return {
    async send(action, input, { signal }) {
      const { status, text } = await exchange(action, JSON.stringify(input), signal);
      if (status === 200) return JSON.parse(text) as ActionOutput<typeof action>;
      throw errorOf(status, JSON.parse(text) as Refusal);
    },
    close() {
      agent.destroy();
      return Promise.resolve();
    },
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
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
