import { describe, expect, test } from '@jest/globals';
import { hasChild, newestShards, readableShards } from '../../src/dynamo/streams/shardLineage.js';

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

describe('shards that may be read now', () => {
  test('are the roots at first', () => {
    expect(ids(readableShards(family, new Set(), new Set()))).toEqual(['root', 'other']);
  });

  test('are not those whose parent is being read', () => {
    expect(ids(readableShards(family, new Set(['root', 'other']), new Set(['root'])))).toEqual([]);
  });

  test('are not those whose parent has not been taken up', () => {
    expect(ids(readableShards(family, new Set(['root', 'other']), new Set()))).toEqual(['left', 'right']);
  });

  test('are the children of a parent that was trimmed from the list', () => {
    expect(ids(readableShards([shard('orphan', 'gone')], new Set(), new Set()))).toEqual(['orphan']);
  });

  test('are not those taken up before', () => {
    expect(ids(readableShards(family, new Set(['root', 'left', 'other']), new Set()))).toEqual(['right', 'leaf']);
  });
});
