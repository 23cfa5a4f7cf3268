import { DescribeTimeToLiveCommand, type DynamoDBClient, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';

/** The attribute DynamoDB deletes expired items by, or undefined where it deletes none. */
export async function liveTtlAttribute(client: DynamoDBClient, table: string): Promise<string | undefined> {
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: table }));
  const on = ['ENABLED', 'ENABLING'].includes(TimeToLiveDescription?.TimeToLiveStatus ?? '');
  return on ? TimeToLiveDescription?.AttributeName : undefined;
}

/** Switches TTL on where it is off: AWS refuses to switch it on twice. */
export async function ensureTtl(client: DynamoDBClient, table: string, attribute: string): Promise<void> {
  if ((await liveTtlAttribute(client, table)) === attribute) return;
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: table,
      TimeToLiveSpecification: { AttributeName: attribute, Enabled: true },
    }),
  );
}
