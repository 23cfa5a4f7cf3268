import type { Principal } from '../model/principal.js';

/** Longer ones run out at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Calls `onExpiry` when what is known of who asks is no longer true: at the claim `exp`, with the tolerance that tokens
 * are verified with. Without such a claim (API keys) never.
 *
 * @returns What makes it forget.
 */
export function watchExpiry({ claims }: Principal, clockSkewS: number, onExpiry: () => void): () => void {
  const exp = claims?.['exp'];
  if (typeof exp !== 'number' || !Number.isFinite(exp)) return () => {};
  const atMs = (exp + clockSkewS) * 1000;
  let timer: NodeJS.Timeout;
  const wait = () => {
    const leftMs = atMs - Date.now();
    timer = leftMs > LONGEST_TIMER_MS ? setTimeout(wait, LONGEST_TIMER_MS) : setTimeout(onExpiry, Math.max(0, leftMs));
  };
  wait();
  return () => clearTimeout(timer);
}
