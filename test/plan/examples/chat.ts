import { chatItems } from '../../../examples/single-table/chat/chatItems.js';
import { exampleScenarios } from '../../support/exampleScenarios.js';
import { item } from '../../support/scenarioItem.js';
import { TEST_NOW } from '../../support/moments.js';

/** Chat: what a client asks that shows rooms, messages and who is there. */
export const chat = exampleScenarios('single-table/chat', { Chat: chatItems(TEST_NOW).map(item) }, [
  {
    file: '01-open-a-room',
    title: 'a room is opened with one Query: the room itself, its pin, then the newest messages',
    commands: [
      {
        action: 'Query',
        TableName: 'Chat',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#title, #topic, #PK, #SK, #messageId, #text',
        ExpressionAttributeNames: {
          '#PK': 'PK',
          '#SK': 'SK',
          '#title': 'title',
          '#topic': 'topic',
          '#messageId': 'messageId',
          '#text': 'text',
        },
        ExpressionAttributeValues: { ':v0': { S: 'ROOM#garden' }, ':v1': { S: 'MESSAGE#' }, ':v2': { S: 'ROOM' } },
        ScanIndexForward: false,
        Limit: 5,
      },
    ],
    data: {
      roomRecords: {
        nodes: [
          { __typename: 'Room', title: 'Garden', topic: 'What grows, and what does not' },
          { __typename: 'Pin', messageId: '004' },
          { __typename: 'Message', messageId: '005', text: 'Then we all should.' },
          { __typename: 'Message', messageId: '004', text: 'Frost tonight: -2 °C.' },
        ],
        pageInfo: {
          hasNextPage: true,
          endCursor: 'AmuP0gXvCBA4--0IcQc2lijfcsQZdOxuOBkT4SHL7j1BzfSwG_UuT4-b3EcKmshuKWDAq5GkFGMNdg3VtyoK8pwV',
        },
      },
    },
  },
  {
    file: '01-open-a-room',
    title: 'earlier messages are read from the cursor on',
    variables: { after: 'AmuP0gXvCBA4--0IcQc2lijfcsQZdOxuOBkT4SHL7j1BzfSwG_UuT4-b3EcKmshuKWDAq5GkFGMNdg3VtyoK8pwV' },
    commands: [
      {
        action: 'Query',
        TableName: 'Chat',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#title, #topic, #PK, #SK, #messageId, #text',
        ExpressionAttributeNames: {
          '#PK': 'PK',
          '#SK': 'SK',
          '#title': 'title',
          '#topic': 'topic',
          '#messageId': 'messageId',
          '#text': 'text',
        },
        ExpressionAttributeValues: { ':v0': { S: 'ROOM#garden' }, ':v1': { S: 'MESSAGE#' }, ':v2': { S: 'ROOM' } },
        ScanIndexForward: false,
        Limit: 5,
        ExclusiveStartKey: { PK: { S: 'ROOM#garden' }, SK: { S: 'MESSAGE#004' } },
      },
    ],
    data: {
      roomRecords: {
        nodes: [
          { __typename: 'Message', messageId: '003', text: 'Mine too! @ada, did you cover them?' },
          { __typename: 'Message', messageId: '001', text: 'The beans are out.' },
        ],
        pageInfo: {
          hasNextPage: false,
          endCursor: 'AmvtsQ9BKbBRy55XGOLBcwkcyGWkMxGyajSaDz0eeVHT7459-km1Wt-pBjZ0ul4ZdmHj5nwzjK_z9V1j3bNlK4fj',
        },
      },
    },
  },
  {
    file: '02-newest-messages',
    title: 'the newest messages come with whoever wrote them, user or bot, by one batch',
    needsEngine: true,
    commands: [
      {
        action: 'Query',
        TableName: 'Chat',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#text, #authorId, #PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#text': 'text', '#authorId': 'authorId' },
        ExpressionAttributeValues: { ':v0': { S: 'ROOM#garden' }, ':v1': { S: 'MESSAGE#' } },
        ScanIndexForward: false,
        Limit: 2,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Chat: {
            Keys: [
              { PK: { S: 'USER#bo' }, SK: { S: 'USER' } },
              { PK: { S: 'BOT#bo' }, SK: { S: 'BOT' } },
              { PK: { S: 'USER#weather' }, SK: { S: 'USER' } },
              { PK: { S: 'BOT#weather' }, SK: { S: 'BOT' } },
            ],
            ProjectionExpression: '#name, #PK, #SK',
            ExpressionAttributeNames: { '#name': 'name', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
    ],
    data: {
      messagesByRoomId: {
        nodes: [
          { text: 'Then we all should.', author: { __typename: 'User', name: 'Bo Chen' } },
          { text: 'Frost tonight: -2 °C.', author: { __typename: 'Bot', name: 'Weather' } },
        ],
      },
    },
  },
  {
    file: '03-since',
    title: 'what has been written since is a range of the sort key',
    commands: [
      {
        action: 'Query',
        TableName: 'Chat',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#messageId, #SK, #text, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#messageId': 'messageId', '#text': 'text' },
        ExpressionAttributeValues: {
          ':v0': { S: 'ROOM#garden' },
          ':v1': { S: 'MESSAGE#003' },
          ':v2': { S: 'MESSAGE#􏿿' },
        },
        ScanIndexForward: true,
        Limit: 21,
      },
    ],
    data: {
      messagesByRoomId: {
        nodes: [
          { messageId: '004', text: 'Frost tonight: -2 °C.' },
          { messageId: '005', text: 'Then we all should.' },
        ],
      },
    },
  },
  {
    file: '04-unread',
    title: 'unread messages are counted by their keys',
    commands: [
      {
        action: 'Query',
        TableName: 'Chat',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: {
          ':v0': { S: 'ROOM#garden' },
          ':v1': { S: 'MESSAGE#001' },
          ':v2': { S: 'MESSAGE#􏿿' },
        },
      },
    ],
    data: { messagesByRoomId: { totalCount: 3 } },
  },
  {
    file: '05-my-rooms',
    title: "a user's rooms are on the index, with how far each is read",
    commands: [
      {
        action: 'GetItem',
        TableName: 'Chat',
        Key: { PK: { S: 'USER#ada' }, SK: { S: 'USER' } },
        ProjectionExpression: '#userId, #PK, #SK',
        ExpressionAttributeNames: { '#userId': 'userId', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Chat',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0 AND begins_with(#GSI1SK, :v1)',
        ProjectionExpression: '#lastReadId, #muted, #PK, #SK, #GSI1PK, #GSI1SK',
        ExpressionAttributeNames: {
          '#GSI1PK': 'GSI1PK',
          '#GSI1SK': 'GSI1SK',
          '#lastReadId': 'lastReadId',
          '#muted': 'muted',
          '#PK': 'PK',
          '#SK': 'SK',
        },
        ExpressionAttributeValues: { ':v0': { S: 'USER#ada' }, ':v1': { S: 'ROOM#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Chat: {
            Keys: [
              { PK: { S: 'ROOM#garden' }, SK: { S: 'ROOM' } },
              { PK: { S: 'ROOM#kitchen' }, SK: { S: 'ROOM' } },
            ],
            ProjectionExpression: '#title, #PK, #SK',
            ExpressionAttributeNames: { '#title': 'title', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
    ],
    data: {
      user: {
        rooms: {
          nodes: [
            { lastReadId: '001', muted: false, room: { title: 'Garden' } },
            { lastReadId: '002', muted: false, room: { title: 'Kitchen' } },
          ],
        },
      },
    },
  },
  {
    file: '06-joined',
    title: 'when somebody joined is not on the index, and read by one batch',
    commands: [
      {
        action: 'Query',
        TableName: 'Chat',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0 AND begins_with(#GSI1SK, :v1)',
        ProjectionExpression: '#PK, #SK, #GSI1PK, #GSI1SK',
        ExpressionAttributeNames: { '#GSI1PK': 'GSI1PK', '#GSI1SK': 'GSI1SK', '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'USER#ada' }, ':v1': { S: 'ROOM#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Chat: {
            Keys: [
              { PK: { S: 'ROOM#garden' }, SK: { S: 'MEMBER#ada' } },
              { PK: { S: 'ROOM#kitchen' }, SK: { S: 'MEMBER#ada' } },
            ],
            ProjectionExpression: '#roomId, #PK, #joinedAt, #SK',
            ExpressionAttributeNames: { '#roomId': 'roomId', '#PK': 'PK', '#joinedAt': 'joinedAt', '#SK': 'SK' },
          },
        },
      },
    ],
    data: {
      membersByUserId: {
        nodes: [
          { roomId: 'garden', joinedAt: '2026-01-02T08:00:00.000Z' },
          { roomId: 'kitchen', joinedAt: '2026-01-02T08:00:00.000Z' },
        ],
      },
    },
  },
  {
    file: '07-people',
    title: 'the people of a room come with their names',
    commands: [
      {
        action: 'GetItem',
        TableName: 'Chat',
        Key: { PK: { S: 'ROOM#garden' }, SK: { S: 'ROOM' } },
        ProjectionExpression: '#title, #roomId, #PK, #SK',
        ExpressionAttributeNames: { '#title': 'title', '#roomId': 'roomId', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Chat',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#userId, #SK, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#userId': 'userId' },
        ExpressionAttributeValues: { ':v0': { S: 'ROOM#garden' }, ':v1': { S: 'MEMBER#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Chat: {
            Keys: [
              { PK: { S: 'USER#ada' }, SK: { S: 'USER' } },
              { PK: { S: 'USER#bo' }, SK: { S: 'USER' } },
            ],
            ProjectionExpression: '#name, #PK, #SK',
            ExpressionAttributeNames: { '#name': 'name', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
    ],
    data: {
      room: { title: 'Garden', members: { nodes: [{ user: { name: 'Ada Berg' } }, { user: { name: 'Bo Chen' } }] } },
    },
  },
  {
    file: '08-mentions',
    title: 'the mentions of a user lead to messages of any rooms in one batch',
    commands: [
      {
        action: 'Query',
        TableName: 'Chat',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#roomId, #messageId, #SK, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#roomId': 'roomId', '#messageId': 'messageId' },
        ExpressionAttributeValues: { ':v0': { S: 'USER#ada' }, ':v1': { S: 'MENTION#' } },
        ScanIndexForward: false,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Chat: {
            Keys: [
              { PK: { S: 'ROOM#garden' }, SK: { S: 'MESSAGE#003' } },
              { PK: { S: 'ROOM#garden' }, SK: { S: 'ROOM' } },
              { PK: { S: 'ROOM#kitchen' }, SK: { S: 'MESSAGE#002' } },
              { PK: { S: 'ROOM#kitchen' }, SK: { S: 'ROOM' } },
            ],
            ProjectionExpression: '#text, #PK, #SK, #title',
            ExpressionAttributeNames: { '#text': 'text', '#PK': 'PK', '#SK': 'SK', '#title': 'title' },
          },
        },
      },
    ],
    data: {
      mentionsByUserId: {
        nodes: [
          { message: { text: 'Mine too! @ada, did you cover them?' }, room: { title: 'Garden' } },
          { message: { text: 'Who has a recipe for beans? @ada' }, room: { title: 'Kitchen' } },
        ],
      },
    },
  },
  {
    file: '09-reactions',
    title: 'the reactions to a message are a partition of their own',
    commands: [
      {
        action: 'GetItem',
        TableName: 'Chat',
        Key: { PK: { S: 'ROOM#garden' }, SK: { S: 'MESSAGE#004' } },
        ProjectionExpression: '#text, #roomId, #PK, #messageId, #SK',
        ExpressionAttributeNames: {
          '#text': 'text',
          '#roomId': 'roomId',
          '#PK': 'PK',
          '#messageId': 'messageId',
          '#SK': 'SK',
        },
      },
      {
        action: 'Query',
        TableName: 'Chat',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#SK, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ROOM#garden#MESSAGE#004' }, ':v1': { S: 'REACTION#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Chat: {
            Keys: [
              { PK: { S: 'USER#ada' }, SK: { S: 'USER' } },
              { PK: { S: 'USER#bo' }, SK: { S: 'USER' } },
            ],
            ProjectionExpression: '#name, #PK, #SK',
            ExpressionAttributeNames: { '#name': 'name', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
    ],
    data: {
      message: {
        text: 'Frost tonight: -2 °C.',
        reactions: {
          nodes: [
            { emoji: 'shiver', user: { name: 'Ada Berg' } },
            { emoji: 'shiver', user: { name: 'Bo Chen' } },
            { emoji: 'thumbs-up', user: { name: 'Bo Chen' } },
          ],
        },
      },
    },
  },
  {
    file: '10-one-reaction',
    title: 'those who reacted in one way are a range of it, and counted',
    commands: [
      {
        action: 'Query',
        TableName: 'Chat',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#SK, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ROOM#garden#MESSAGE#004' }, ':v1': { S: 'REACTION#shiver#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'Query',
        TableName: 'Chat',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'ROOM#garden#MESSAGE#004' }, ':v1': { S: 'REACTION#shiver#' } },
      },
    ],
    data: { reactionsByRoomIdAndMessageId: { nodes: [{ userId: 'ada' }, { userId: 'bo' }], totalCount: 2 } },
  },
  {
    file: '11-pin',
    title: 'the pinned message of a room is read by keys alone',
    commands: [
      {
        action: 'GetItem',
        TableName: 'Chat',
        Key: { PK: { S: 'ROOM#garden' }, SK: { S: 'ROOM' } },
        ProjectionExpression: '#title, #roomId, #PK, #SK',
        ExpressionAttributeNames: { '#title': 'title', '#roomId': 'roomId', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'GetItem',
        TableName: 'Chat',
        Key: { PK: { S: 'ROOM#garden' }, SK: { S: 'PIN' } },
        ProjectionExpression: '#roomId, #PK, #messageId, #pinnedById, #SK',
        ExpressionAttributeNames: {
          '#roomId': 'roomId',
          '#PK': 'PK',
          '#messageId': 'messageId',
          '#pinnedById': 'pinnedById',
          '#SK': 'SK',
        },
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Chat: {
            Keys: [
              { PK: { S: 'ROOM#garden' }, SK: { S: 'MESSAGE#004' } },
              { PK: { S: 'USER#bo' }, SK: { S: 'USER' } },
            ],
            ProjectionExpression: '#text, #authorId, #PK, #SK, #name',
            ExpressionAttributeNames: {
              '#text': 'text',
              '#authorId': 'authorId',
              '#PK': 'PK',
              '#SK': 'SK',
              '#name': 'name',
            },
          },
        },
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Chat: {
            Keys: [
              { PK: { S: 'USER#weather' }, SK: { S: 'USER' } },
              { PK: { S: 'BOT#weather' }, SK: { S: 'BOT' } },
            ],
            ProjectionExpression: '#name, #PK, #SK',
            ExpressionAttributeNames: { '#name': 'name', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
    ],
    data: {
      room: {
        title: 'Garden',
        pin: { message: { text: 'Frost tonight: -2 °C.', author: { name: 'Weather' } }, pinnedBy: { name: 'Bo Chen' } },
      },
    },
  },
  {
    file: '12-no-pin',
    title: 'a room without a pin has none',
    commands: [
      {
        action: 'GetItem',
        TableName: 'Chat',
        Key: { PK: { S: 'ROOM#kitchen' }, SK: { S: 'ROOM' } },
        ProjectionExpression: '#title, #roomId, #PK, #SK',
        ExpressionAttributeNames: { '#title': 'title', '#roomId': 'roomId', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'GetItem',
        TableName: 'Chat',
        Key: { PK: { S: 'ROOM#kitchen' }, SK: { S: 'PIN' } },
        ProjectionExpression: '#messageId, #roomId, #PK, #SK',
        ExpressionAttributeNames: { '#messageId': 'messageId', '#roomId': 'roomId', '#PK': 'PK', '#SK': 'SK' },
      },
    ],
    data: { room: { title: 'Kitchen', pin: null } },
  },
  {
    file: '13-typing',
    title: 'who is typing is who began less than a moment ago',
    commands: [
      {
        action: 'Query',
        TableName: 'Chat',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        FilterExpression: 'NOT #until <= :v2',
        ProjectionExpression: '#userId, #SK, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#until': 'until', '#userId': 'userId' },
        ExpressionAttributeValues: { ':v0': { S: 'ROOM#garden' }, ':v1': { S: 'TYPING#' }, ':v2': { N: '1768478400' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'GetItem',
        TableName: 'Chat',
        Key: { PK: { S: 'USER#ada' }, SK: { S: 'USER' } },
        ProjectionExpression: '#name, #PK, #SK',
        ExpressionAttributeNames: { '#name': 'name', '#PK': 'PK', '#SK': 'SK' },
      },
    ],
    data: { typingsByRoomId: { nodes: [{ user: { name: 'Ada Berg' } }] } },
  },
  {
    file: '14-nodes',
    title: 'a message, a room and a user that a client has kept are one batch',
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Chat: {
            Keys: [
              { PK: { S: 'ROOM#garden' }, SK: { S: 'MESSAGE#001' } },
              { PK: { S: 'ROOM#kitchen' }, SK: { S: 'ROOM' } },
              { PK: { S: 'USER#bo' }, SK: { S: 'USER' } },
            ],
            ProjectionExpression: '#text, #PK, #SK, #title, #name',
            ExpressionAttributeNames: { '#text': 'text', '#PK': 'PK', '#SK': 'SK', '#title': 'title', '#name': 'name' },
          },
        },
      },
    ],
    data: {
      nodes: [
        { __typename: 'Message', text: 'The beans are out.' },
        { __typename: 'Room', title: 'Kitchen' },
        { __typename: 'User', name: 'Bo Chen' },
      ],
    },
  },
  {
    file: '15-write',
    title: 'a message is written with the next id',
    commands: [
      {
        action: 'PutItem',
        TableName: 'Chat',
        Item: {
          roomId: { S: 'kitchen' },
          messageId: { S: 'ULID-0001' },
          authorId: { S: 'ada' },
          text: { S: 'Coming up.' },
          version: { N: '1' },
          PK: { S: 'ROOM#kitchen' },
          SK: { S: 'MESSAGE#ULID-0001' },
        },
        ConditionExpression: 'attribute_not_exists(#PK)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#PK': 'PK' },
      },
    ],
    data: { createMessage: { message: { messageId: 'ULID-0001', text: 'Coming up.' } } },
  },
  {
    file: '16-read-on',
    title: 'how far somebody has read is noted, and never goes back',
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Chat',
        Key: { PK: { S: 'ROOM#garden' }, SK: { S: 'MEMBER#ada' } },
        UpdateExpression: 'SET #lastReadId = :v0',
        ConditionExpression: 'attribute_exists(#PK) AND #lastReadId < :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#lastReadId': 'lastReadId', '#PK': 'PK' },
        ExpressionAttributeValues: { ':v0': { S: '004' } },
        ReturnValues: 'ALL_NEW',
      },
      {
        action: 'UpdateItem',
        TableName: 'Chat',
        Key: { PK: { S: 'ROOM#garden' }, SK: { S: 'MEMBER#ada' } },
        UpdateExpression: 'SET #lastReadId = :v0',
        ConditionExpression: 'attribute_exists(#PK) AND #lastReadId < :v0',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#lastReadId': 'lastReadId', '#PK': 'PK' },
        ExpressionAttributeValues: { ':v0': { S: '003' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: {
      phone: { member: { lastReadId: '004' }, conflict: null },
      laptop: { member: null, conflict: { reason: 'CONDITION_FAILED', current: { lastReadId: '004' } } },
    },
  },
  {
    file: '17-react',
    title: 'nobody reacts twice in one way',
    commands: [
      {
        action: 'PutItem',
        TableName: 'Chat',
        Item: { PK: { S: 'ROOM#garden#MESSAGE#004' }, SK: { S: 'REACTION#shiver#bo' } },
        ConditionExpression: 'attribute_not_exists(#PK)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#PK': 'PK' },
      },
    ],
    data: { createReaction: { reaction: null, conflict: { reason: 'ALREADY_EXISTS' } } },
  },
]);
