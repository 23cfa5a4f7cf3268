import { epochSeconds, type SampleItem } from '../sampleItem.js';

/**
 * Two rooms, three people and a bot, in the order of the keys. Ids of messages are short, and sort before any ULID.
 * Only who is typing depends on `now`: it ends a minute later.
 */
export function chatItems(now: Date): readonly SampleItem[] {
  return [
    { PK: 'BOT#weather', SK: 'BOT', botId: 'weather', name: 'Weather', homepage: 'https://example.com/weather' },
    member('garden', 'ada', '001'),
    member('garden', 'bo', '005'),
    message('garden', '001', 'ada', 'The beans are out.'),
    message('garden', '003', 'bo', 'Mine too! @ada, did you cover them?'),
    message('garden', '004', 'weather', 'Frost tonight: -2 °C.'),
    message('garden', '005', 'bo', 'Then we all should.'),
    { PK: 'ROOM#garden', SK: 'PIN', roomId: 'garden', messageId: '004', pinnedById: 'bo' },
    room('garden', 'Garden', 'What grows, and what does not'),
    { PK: 'ROOM#garden', SK: 'TYPING#ada', roomId: 'garden', userId: 'ada', until: epochSeconds(now, 1 / 1440) },
    reaction('garden', '004', 'shiver', 'ada'),
    reaction('garden', '004', 'shiver', 'bo'),
    reaction('garden', '004', 'thumbs-up', 'bo'),
    reaction('garden', '005', 'thumbs-up', 'ada'),
    member('kitchen', 'ada', '002'),
    member('kitchen', 'cleo', '002'),
    message('kitchen', '002', 'cleo', 'Who has a recipe for beans? @ada'),
    room('kitchen', 'Kitchen', 'What to do with it'),
    user('ada', 'Ada Berg'),
    mention('ada', '002', 'kitchen'),
    mention('ada', '003', 'garden'),
    user('bo', 'Bo Chen'),
    user('cleo', 'Cleo Diaz'),
  ];
}

const OPENED = '2026-01-02T08:00:00.000Z';

function room(roomId: string, title: string, topic: string): SampleItem {
  return { PK: `ROOM#${roomId}`, SK: 'ROOM', roomId, title, topic, createdAt: OPENED };
}

function user(userId: string, name: string): SampleItem {
  return { PK: `USER#${userId}`, SK: 'USER', userId, name };
}

function member(roomId: string, userId: string, lastReadId: string): SampleItem {
  return {
    PK: `ROOM#${roomId}`,
    SK: `MEMBER#${userId}`,
    GSI1PK: `USER#${userId}`,
    GSI1SK: `ROOM#${roomId}`,
    roomId,
    userId,
    lastReadId,
    muted: false,
    joinedAt: OPENED,
  };
}

function message(roomId: string, messageId: string, authorId: string, text: string): SampleItem {
  return { PK: `ROOM#${roomId}`, SK: `MESSAGE#${messageId}`, roomId, messageId, authorId, text, version: 1 };
}

function reaction(roomId: string, messageId: string, emoji: string, userId: string): SampleItem {
  return { PK: `ROOM#${roomId}#MESSAGE#${messageId}`, SK: `REACTION#${emoji}#${userId}` };
}

function mention(userId: string, messageId: string, roomId: string): SampleItem {
  return { PK: `USER#${userId}`, SK: `MENTION#${messageId}`, userId, messageId, roomId };
}
