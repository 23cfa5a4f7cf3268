import type { AttributeMap } from '../../model/attributeValue.js';
import type { ExpressionBuilder } from '../expressions/expressionBuilder.js';

/** The names and values that a request's expressions use, ready to spread into it; DynamoDB refuses empty ones. */
export function placeholders(builder: ExpressionBuilder): {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: AttributeMap;
} {
  const names = builder.names();
  const values = builder.values();
  return {
    ...(names === undefined ? {} : { ExpressionAttributeNames: names }),
    ...(values === undefined ? {} : { ExpressionAttributeValues: values }),
  };
}
