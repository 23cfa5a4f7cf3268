import { Kind, parse, type FragmentDefinitionNode, type OperationDefinitionNode } from 'graphql';
import type { AttributeMap } from '../../src/model/attributeValue.js';
import { bodyOfOperation, sha256, type Made } from '../../src/resolvers/transactionToken.js';
import { inSeconds } from './moments.js';

type Values = Readonly<Record<string, unknown>>;

/** What the item of a transaction's token says. */
export interface TokenFacts {
  readonly token: string;
  readonly identity?: string;
  /** As `operationBody` or `itemsBody` tells it. */
  readonly body: string;
  readonly made: Made;
  /** By default a day after the moment of all test requests. */
  readonly expiresAt?: AttributeMap[string];
}

/** A token as it is stored. */
export function tokenItem({
  token,
  identity = '',
  body,
  made,
  expiresAt = inSeconds(86_400),
}: TokenFacts): AttributeMap {
  return {
    ...tokenKey(token, identity),
    body: { S: body },
    made: { S: JSON.stringify(made) },
    expiresAt,
  };
}

export function tokenKey(token: string, identity = ''): AttributeMap {
  return { pk: { S: `TOKEN#${sha256([identity, token])}` }, sk: { S: 'TOKEN' } };
}

/** The action by which a transaction spends its token. */
export function spends(facts: TokenFacts) {
  return {
    Put: {
      TableName: 'sortkey',
      Item: tokenItem(facts),
      ConditionExpression: 'attribute_not_exists(#pk) OR #expiresAt <= :v0',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ExpressionAttributeNames: { '#pk': 'pk', '#expiresAt': 'expiresAt' },
      ExpressionAttributeValues: { ':v0': inSeconds(0) },
    },
  };
}

/** The body of a document with `@transaction`. */
export function operationBody(document: string, variableValues: Values = {}): string {
  const { definitions } = parse(document);
  const operation = definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;
  const fragments = definitions.filter(
    (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  return bodyOfOperation({
    operation,
    fragments: Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment])),
    variableValues,
  } as unknown as Parameters<typeof bodyOfOperation>[0]);
}

/** The body of `transactWrite`. */
export function itemsBody(items: readonly object[]): string {
  return sha256(['transactWrite', items]);
}
