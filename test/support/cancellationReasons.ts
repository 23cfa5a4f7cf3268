/** Why DynamoDB cancels a transaction, as it says of each action in their order. */
export const none = { Code: 'None' };
export const conflict = { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' };
export const throttling = {
  Code: 'ThrottlingError',
  Message: 'Throughput exceeds the current capacity of your table',
};
export const overProvisioned = { Code: 'ProvisionedThroughputExceeded', Message: 'Slower.' };

/** @param Item  As it is stored, where the action asks for it. */
export const failed = (Item?: unknown) => ({
  Code: 'ConditionalCheckFailed',
  Message: 'The conditional request failed',
  Item,
});

export const invalid = (Message: string) => ({ Code: 'ValidationError', Message });
