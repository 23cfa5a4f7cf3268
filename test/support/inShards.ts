import type { Command } from './testGateway.js';

/** The commands that ask each shard of a partition the same. */
export function inShards(count: number, command: (shard: number) => Command): readonly Command[] {
  return Array.from({ length: count }, (_, shard) => command(shard));
}
