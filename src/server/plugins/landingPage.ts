import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { ExampleOperation } from '../exampleOperation.js';

/** Apollo Sandbox for a browser that opens /graphql, with the first example; nothing in production. */
export function landingPage(production: boolean, operations: readonly ExampleOperation[]): ApolloServerPlugin {
  if (production) return ApolloServerPluginLandingPageDisabled();
  const [first] = operations;
  return ApolloServerPluginLandingPageLocalDefault({
    footer: false,
    includeCookies: false,
    ...(first === undefined ? {} : { document: first.query }),
    ...(first?.variables === undefined ? {} : { variables: JSON.parse(first.variables) as Record<string, unknown> }),
  });
}
