import type { WriteOutcome } from '../dynamo/execute/writeOutcome.js';
import { expectedVersionOf, type Write } from '../dynamo/plan/write.js';
import { itemFieldName } from '../model/apiNames.js';
import type { ItemShaper } from './shapeItem.js';
import { CANCELLED, conflictError, conflictOf } from './writeConflict.js';

/** `XPayload`: the item under the type's own name, and the conflict. */
export type Payload = Readonly<Record<string, unknown>>;

export interface PayloadOptions {
  readonly shape: ItemShaper;
  /** Whether the client asks for `conflict`: if not, a refusal is an error. */
  readonly wantsConflict: boolean;
}

/** @throws {GatewayError} `CONFLICT` for a refusal that the client would not see; what stood in the way of a write that failed. */
export function payloadOf(write: Write, outcome: WriteOutcome, { shape, wantsConflict }: PayloadOptions): Payload {
  const item = itemFieldName(write.entity);
  switch (outcome.kind) {
    case 'written':
      // GraphQL reports an error in the place of a value at that place.
      return {
        [item]: outcome.unread ?? (outcome.item === undefined ? null : shape(outcome.item)),
        conflict: null,
      };
    case 'failed':
      throw outcome.error;
    default: {
      const conflict =
        outcome.kind === 'cancelled' ? CANCELLED : conflictOf(write.entity, outcome, shape, expectedVersionOf(write));
      if (!wantsConflict) throw conflictError(conflict);
      return { [item]: null, conflict };
    }
  }
}
