import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { GatewaySettings } from '../config/gatewaySettings.js';
import type { Logger } from '../observability/createLogger.js';
import type { ExampleOperation } from './exampleOperation.js';
import { addExtensions } from './plugins/addExtensions.js';
import { answerErrors } from './plugins/answerErrors.js';
import { answerPlan, asksForPlan, type Explain } from './plugins/answerPlan.js';
import { landingPage } from './plugins/landingPage.js';
import { logFaults } from './plugins/logFaults.js';
import { recordOperation } from './plugins/recordOperation.js';
import { refuseCostly, type RefuseCostlyIn } from './plugins/refuseCostly.js';
import { refuseSubscription } from './plugins/refuseSubscription.js';
import type { RecordedContext } from './recordedContext.js';

export interface PluginOptions {
  readonly settings: GatewaySettings;
  readonly logger: Logger;
  /** The first one is what Apollo Sandbox opens with. */
  readonly operations: readonly ExampleOperation[];
}

/** What the context of a request has to say in its response's `extensions`. */
export type ExtensionsOf = (context: object) => Readonly<Record<string, unknown>> | undefined;

/** What happens to a query or mutation beside its execution, in the order of the request. */
export function pluginsInOrder(
  { settings, logger, operations }: PluginOptions,
  extensionsOf: ExtensionsOf,
  explain: Explain | undefined,
  refuse: RefuseCostlyIn,
): ApolloServerPlugin<RecordedContext>[] {
  // A plan can be made of what is not run here.
  const isPlanOnly = explain === undefined ? () => false : asksForPlan;
  return [
    // Answers are never cached, and Apollo's plugin would wrap every resolver to find that out.
    ApolloServerPluginCacheControlDisabled(),
    landingPage(settings.production, operations),
    recordOperation(),
    refuseSubscription(isPlanOnly),
    logFaults(logger),
    answerErrors(),
    refuseCostly(refuse, isPlanOnly),
    ...(explain === undefined ? [] : [answerPlan(explain)]),
    addExtensions(extensionsOf),
  ];
}
