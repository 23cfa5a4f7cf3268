import { GraphQLError } from 'graphql';
import { GatewayError } from '../errors/gatewayError.js';
import { isRecord } from '../model/isRecord.js';
import type { Principal } from '../model/principal.js';
import type { Authenticate } from './authenticate.js';

/** A user's function, with what it gives looked at. It throws what may be shown, or an Error with the fault as its cause. */
export function checkedAuthenticate(authenticate: Authenticate): Authenticate {
  return async (request) => {
    let principal: unknown;
    try {
      principal = await authenticate(request);
    } catch (error) {
      if (error instanceof GatewayError || (error instanceof GraphQLError && error.extensions['code'] !== undefined)) {
        throw error;
      }
      throw new Error('authenticate failed.', { cause: error });
    }
    if (principal === undefined) return undefined;
    if (isPrincipal(principal)) return { identity: principal.identity, claims: principal.claims };
    throw new Error(
      'authenticate has to give { identity, claims }, a text that is not empty and an object; or undefined for nobody known.',
    );
  };
}

function isPrincipal(value: unknown): value is Principal {
  if (!isRecord(value)) return false;
  const { identity, claims } = value;
  return typeof identity === 'string' && identity !== '' && isRecord(claims);
}
