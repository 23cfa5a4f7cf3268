/** What an endpoint answered, as it stands in the protocol. */
export interface DynamoAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * One call of the DynamoDB protocol without the SDK: no retries, nothing converted.
 *
 * @param action  `GetItem`, or with its service: `DynamoDBStreams_20120810.GetRecords`.
 * @throws what `fetch` throws where no whole answer came; an error of DynamoDB's is an answer.
 */
export async function callDynamo(endpoint: string, action: string, input: unknown): Promise<DynamoAnswer> {
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `test/${date.slice(0, 8)}/us-east-1/dynamodb/aws4_request`;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': action.includes('.') ? action : `DynamoDB_20120810.${action}`,
      'x-amz-date': date,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
    },
    body: JSON.stringify(input),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
