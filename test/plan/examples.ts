import type { Scenario } from '../support/scenario.js';
import { auth } from './examples/auth.js';
import { catalog } from './examples/catalog.js';
import { chat } from './examples/chat.js';
import { ledger } from './examples/ledger.js';
import { saas } from './examples/saas.js';
import { social } from './examples/social.js';
import { telemetry } from './examples/telemetry.js';
import { tickets } from './examples/tickets.js';

/** The access patterns of the examples by folder; test/plan runs them on the tabletop, test/engine on a real engine. */
export const scenariosByExample: Readonly<Record<string, readonly Scenario[]>> = {
  auth,
  'single-table/saas': saas,
  'single-table/chat': chat,
  'single-table/ledger': ledger,
  'single-table/social': social,
  'existing-table/telemetry': telemetry,
  'existing-table/catalog': catalog,
  'existing-table/tickets': tickets,
};
