import { epochSeconds, type SampleItem } from '../sampleItem.js';
import { shardOf } from '../shardOf.js';

/**
 * Three people and what they say, in the order of the keys. Ids are short, and sort before any ULID. Only timelines
 * depend on `now`: they end a month later.
 */
export function socialItems(now: Date): readonly SampleItem[] {
  return [
    comment('002', '001', 'ada', 'Where is that?'),
    comment('002', '002', 'bo', 'Behind the old mill.'),
    like('002', 'ada', 'bo'),
    like('002', 'cleo', 'bo'),
    like('004', 'ada', 'cleo'),
    timeline('ada', '002', 'bo', epochSeconds(now, 30)),
    timeline('ada', '004', 'cleo', epochSeconds(now, 30)),
    timeline('bo', '001', 'ada', epochSeconds(now, 30)),
    follow('ada', 'bo'),
    follow('ada', 'cleo'),
    { ...notice('ada', '001', 'FOLLOWED'), aboutUserId: 'bo' },
    { ...notice('ada', '002', 'COMMENTED'), postId: '002', commentId: '002' },
    { ...notice('ada', '003', 'LIKED'), postId: '001', postAuthorId: 'ada' },
    post('ada', '001', '2026-01-14', 'First frost.'),
    user('ada', 'Ada Berg', 'Beans, mostly'),
    follow('bo', 'ada'),
    post('bo', '002', '2026-01-15', 'Found a heron.'),
    post('bo', '003', '2026-01-15', 'It is still there.'),
    user('bo', 'Bo Chen', 'Walks a lot'),
    post('cleo', '004', '2026-01-15', 'Soup is on.'),
    share('cleo', '005', '2026-01-15', { postAuthorId: 'bo', postId: '002' }),
    user('cleo', 'Cleo Diaz', 'Cooks'),
  ];
}

function user(userId: string, name: string, bio: string): SampleItem {
  return { PK: `USER#${userId}`, SK: 'USER', userId, name, bio };
}

function post(authorId: string, postId: string, day: string, text: string): SampleItem {
  const key = { PK: `USER#${authorId}`, SK: `POST#${postId}` };
  return { ...key, FeedPK: `FEED#${day}#${shardOf(key, 10)}`, FeedSK: postId, authorId, postId, day, text };
}

function share(
  authorId: string,
  shareId: string,
  day: string,
  shared: { readonly postAuthorId: string; readonly postId: string },
): SampleItem {
  const key = { PK: `USER#${authorId}`, SK: `SHARE#${shareId}` };
  return { ...key, FeedPK: `FEED#${day}#${shardOf(key, 10)}`, FeedSK: shareId, authorId, shareId, day, ...shared };
}

function follow(followerId: string, followedId: string): SampleItem {
  return {
    PK: `USER#${followerId}`,
    SK: `FOLLOWS#${followedId}`,
    LinkPK: `FOLLOWED#${followedId}`,
    followerId,
    followedId,
    since: '2026-01-02T08:00:00.000Z',
  };
}

function comment(postId: string, commentId: string, authorId: string, text: string): SampleItem {
  return { PK: `POST#${postId}`, SK: `COMMENT#${commentId}`, postId, commentId, authorId, text };
}

function like(postId: string, userId: string, authorId: string): SampleItem {
  return { PK: `POST#${postId}`, SK: `LIKE#${userId}`, LinkPK: `LIKED#${userId}`, postId, userId, authorId };
}

function timeline(userId: string, postId: string, authorId: string, expiresAt: number): SampleItem {
  return { PK: `TIMELINE#${userId}`, SK: postId, userId, postId, authorId, expiresAt };
}

function notice(userId: string, noticeId: string, noticeKind: string): SampleItem {
  return { PK: `USER#${userId}`, SK: `NOTICE#${noticeId}`, userId, noticeId, noticeKind };
}
