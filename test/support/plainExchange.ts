import { Agent, request } from 'node:http';
import type { DynamoAnswer } from './callDynamo.js';
import type { TestEngine } from './engine.js';

/** Calls of the DynamoDB protocol over connections that are kept, for tests that make many. */
export interface PlainExchange {
  /** @returns An error of DynamoDB's too; rejects where no whole answer came. */
  exchange(action: string, input: unknown, signal?: AbortSignal): Promise<DynamoAnswer>;
  close(): void;
}

export function createPlainExchange({
  endpoint,
  region,
  credentials,
}: Pick<TestEngine, 'endpoint' | 'region' | 'credentials'>): PlainExchange {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(endpoint);
  return {
    exchange(action, input, signal) {
      const body = JSON.stringify(input);
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
          response.on('end', () => {
            const answer = JSON.parse(Buffer.concat(chunks).toString()) as DynamoAnswer['body'];
            resolve({ status: response.statusCode ?? 0, body: answer });
          });
        });
        sent.on('error', reject);
        sent.end(body);
      });
    },
    close: () => agent.destroy(),
  };
}
