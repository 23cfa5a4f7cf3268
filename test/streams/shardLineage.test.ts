import { expect, test } from '@jest/globals';
import { hasChild, newestShards } from '../../src/dynamo/streams/shardLineage.js';

const shard = (shardId: string, parentId?: string) => ({ shardId, parentId });
const ids = (shards: readonly { shardId: string }[]) => shards.map(({ shardId }) => shardId);

const family = [shard('root'), shard('left', 'root'), shard('right', 'root'), shard('leaf', 'left'), shard('other')];

test('the newest shards are those without listed children', () => {
  expect(ids(newestShards(family))).toEqual(['right', 'leaf', 'other']);
});

test('a shard has a child when one is listed', () => {
  expect(hasChild(family, 'left')).toBe(true);
  expect(hasChild(family, 'right')).toBe(false);
});
