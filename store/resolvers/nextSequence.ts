import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { OwnResolvers } from '../generated/resolvers.js';
import { badInput } from './badInput.js';

const NAME = /^[\w.-]{1,100}$/;

/**
 * `Mutation.nextSequence`: an UpdateItem that begins the sequence where there is none, which no repository offers (its
 * `update` wants the item to be there), so it is sent with AWS's own client. What the gateway does by itself for its
 * writes, `updatedAt` here, is then up to us.
 *
 * Where the SDK sends it again because an answer was lost, a number may be left out; none is given twice.
 */
export const nextSequence: OwnResolvers['Mutation']['nextSequence'] = async (
  _parent,
  { name },
  { documentClient, tableName, signal },
) => {
  if (!NAME.test(name)) {
    throw badInput('A sequence is named with 1 to 100 letters, digits, "-", "_" and ".".', 'name');
  }
  const { Attributes } = await documentClient.send(
    new UpdateCommand({
      TableName: tableName('Counters'),
      Key: { name },
      // Both names may be words that DynamoDB keeps for itself, as `value` is.
      UpdateExpression: 'ADD #value :one SET #updatedAt = :now',
      ExpressionAttributeNames: { '#value': 'value', '#updatedAt': 'updatedAt' },
      ExpressionAttributeValues: { ':one': 1, ':now': new Date().toISOString() },
      ReturnValues: 'UPDATED_NEW',
    }),
    { abortSignal: signal },
  );
  // A number, or beyond 53 bits a bigint: exact either way.
  return String(Attributes?.['value']);
};
