import type { GatewaySettings } from '../config/gatewaySettings.js';
import type { ListLimits } from '../resolvers/runtime.js';

/** The settings of lists and of reads by key, in the resolvers' words. */
export function listLimitsOf(settings: GatewaySettings): ListLimits {
  return {
    defaultPageSizeItems: settings.pageSizeDefault,
    maxPageSizeItems: settings.pageSizeMax,
    readBudgetUnits: settings.readBudgetUnits,
    maxReadUnits: settings.maxReadUnits,
    maxKeys: settings.keysMax,
  };
}
