import type { GatewaySettings } from '../config/gatewaySettings.js';

/** The settings that say what a document, and the operation of it that runs, may be at most. */
export type DocumentLimits = Pick<
  GatewaySettings,
  | 'documentLimitTokens'
  | 'documentLimitDepth'
  | 'documentLimitSelections'
  | 'documentLimitAliases'
  | 'documentLimitRootFields'
  | 'documentLimitDirectives'
  | 'inputDepthMax'
>;

/** Levels below `__schema` or `__type`: GraphiQL and Sandbox ask for about 13, and newer ones may ask for more. */
export const INTROSPECTION_DEPTH = 30;

/**
 * Selections inside each other, in what runs and in what does not: graphql-js calls itself for each, and this many are
 * safe on any stack. More than any depth that can be configured, since an inline fragment has braces and is no level.
 */
export const MAX_NESTED_BRACES = 500;
