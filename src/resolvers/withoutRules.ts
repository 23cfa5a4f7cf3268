import { unrestricted } from '../model/viewer.js';
import { NOBODY } from '../model/principal.js';
import { createClaimedValues } from './claimedValues.js';
import type { RequestInternals } from './requestInternals.js';

/** The same request for the gateway's own business: nothing is hidden, and nothing filled in from claims. It shares what is read. */
export function withoutRules(internal: RequestInternals): RequestInternals {
  const viewer = unrestricted(internal.generators.now);
  return {
    ...internal,
    viewer,
    writesAs: viewer,
    claimed: createClaimedValues(NOBODY),
    get loader() {
      // It is another one in a query with `@transaction`.
      const { loader } = internal;
      return {
        load: (plan, options) => loader.load(plan, { ...options, viewer }),
        forget: (entity, key) => loader.forget(entity, key),
      } satisfies RequestInternals['loader'];
    },
  };
}
