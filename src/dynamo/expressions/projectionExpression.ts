import type { ExpressionBuilder } from './expressionBuilder.js';

/** Top-level attributes as a ProjectionExpression, in the order given, each once (DynamoDB refuses a path named twice). */
export function projectionExpression(attributes: Iterable<string>, builder: ExpressionBuilder): string {
  return [...new Set(attributes)].map(builder.name).join(', ');
}
