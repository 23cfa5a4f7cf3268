import { socialItems } from '../../../examples/single-table/social/socialItems.js';
import { exampleScenarios, inShards } from '../../support/exampleScenarios.js';
import { item } from '../../support/scenarioItem.js';
import { TEST_NOW } from '../../support/moments.js';

/** A social graph: profiles, both sides of a follow, and a feed that no partition carries alone. */
export const social = exampleScenarios('single-table/social', { Social: socialItems(TEST_NOW).map(item) }, [
  {
    file: '01-a-profile',
    title: 'a profile is one Query: the user, then shares and posts from new to old',
    commands: [
      {
        action: 'Query',
        TableName: 'Social',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#name, #bio, #PK, #SK, #text, #postId',
        ExpressionAttributeNames: {
          '#PK': 'PK',
          '#SK': 'SK',
          '#name': 'name',
          '#bio': 'bio',
          '#text': 'text',
          '#postId': 'postId',
        },
        ExpressionAttributeValues: { ':v0': { S: 'USER#cleo' }, ':v1': { S: 'POST#' }, ':v2': { S: 'USER' } },
        ScanIndexForward: false,
        Limit: 3,
      },
    ],
    data: {
      profile: {
        nodes: [
          { __typename: 'User', name: 'Cleo Diaz', bio: 'Cooks' },
          { __typename: 'Share', postId: '002' },
          { __typename: 'Post', text: 'Soup is on.' },
        ],
      },
    },
  },
  {
    file: '02-newest-post',
    title: "somebody's newest posts are the end of a range",
    commands: [
      {
        action: 'GetItem',
        TableName: 'Social',
        Key: { PK: { S: 'USER#bo' }, SK: { S: 'USER' } },
        ProjectionExpression: '#name, #userId, #PK, #SK',
        ExpressionAttributeNames: { '#name': 'name', '#userId': 'userId', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Social',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#text, #PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#text': 'text' },
        ExpressionAttributeValues: { ':v0': { S: 'USER#bo' }, ':v1': { S: 'POST#' } },
        ScanIndexForward: false,
        Limit: 2,
      },
    ],
    data: {
      user: { name: 'Bo Chen', posts: { nodes: [{ text: 'It is still there.' }], pageInfo: { hasNextPage: true } } },
    },
  },
  {
    file: '03-feed',
    title: 'the feed of a day is read from ten shards, and its items by one batch',
    commands: [
      ...inShards(10, (shard) => ({
        action: 'Query',
        TableName: 'Social',
        IndexName: 'FeedIndex',
        KeyConditionExpression: '#FeedPK = :v0',
        ProjectionExpression: '#PK, #SK, #FeedPK, #FeedSK',
        ExpressionAttributeNames: { '#FeedPK': 'FeedPK', '#PK': 'PK', '#SK': 'SK', '#FeedSK': 'FeedSK' },
        ExpressionAttributeValues: { ':v0': { S: `FEED#2026-01-15#${shard}` } },
        ScanIndexForward: false,
        Limit: 3,
      })),
      {
        action: 'BatchGetItem',
        RequestItems: {
          Social: {
            Keys: [
              { PK: { S: 'USER#cleo' }, SK: { S: 'SHARE#005' } },
              { PK: { S: 'USER#cleo' }, SK: { S: 'POST#004' } },
            ],
            ProjectionExpression: '#comment, #postId, #PK, #SK, #text',
            ExpressionAttributeNames: {
              '#comment': 'comment',
              '#postId': 'postId',
              '#PK': 'PK',
              '#SK': 'SK',
              '#text': 'text',
            },
          },
        },
      },
    ],
    data: {
      feed: {
        nodes: [
          { __typename: 'Share', comment: null, postId: '002' },
          { __typename: 'Post', text: 'Soup is on.' },
        ],
        pageInfo: {
          hasNextPage: true,
          endCursor:
            'AmuznV9dnpeUJO-_Yhj6rcpRmvKrR4KZtkU0RgfSiBwBAgt7NRwljQ7TK4csnlRp8XzSuMNw1dhDH3b7yqvyFgxGvoLgbEzZW5JNF7yAnl8BRDnoMH0bTIlunJptKqvYS_E',
        },
      },
    },
  },
  {
    file: '03-feed',
    title: 'the next page of the feed goes on in every shard behind the cursor',
    variables: {
      after:
        'AmuznV9dnpeUJO-_Yhj6rcpRmvKrR4KZtkU0RgfSiBwBAgt7NRwljQ7TK4csnlRp8XzSuMNw1dhDH3b7yqvyFgxGvoLgbEzZW5JNF7yAnl8BRDnoMH0bTIlunJptKqvYS_E',
    },
    needsEngine: true,
    commands: [
      ...inShards(8, (shard) => ({
        action: 'Query',
        TableName: 'Social',
        IndexName: 'FeedIndex',
        KeyConditionExpression: '#FeedPK = :v0 AND #FeedSK <= :v1',
        ProjectionExpression: '#PK, #SK, #FeedPK, #FeedSK',
        ExpressionAttributeNames: { '#FeedPK': 'FeedPK', '#FeedSK': 'FeedSK', '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: `FEED#2026-01-15#${shard}` }, ':v1': { S: '004' } },
        ScanIndexForward: false,
        Limit: 3,
      })),
      {
        action: 'Query',
        TableName: 'Social',
        IndexName: 'FeedIndex',
        KeyConditionExpression: '#FeedPK = :v0',
        ProjectionExpression: '#PK, #SK, #FeedPK, #FeedSK',
        ExpressionAttributeNames: { '#FeedPK': 'FeedPK', '#PK': 'PK', '#SK': 'SK', '#FeedSK': 'FeedSK' },
        ExpressionAttributeValues: { ':v0': { S: 'FEED#2026-01-15#8' } },
        ScanIndexForward: false,
        Limit: 3,
        ExclusiveStartKey: {
          FeedPK: { S: 'FEED#2026-01-15#8' },
          FeedSK: { S: '004' },
          PK: { S: 'USER#cleo' },
          SK: { S: 'POST#004' },
        },
      },
      {
        action: 'Query',
        TableName: 'Social',
        IndexName: 'FeedIndex',
        KeyConditionExpression: '#FeedPK = :v0 AND #FeedSK < :v1',
        ProjectionExpression: '#PK, #SK, #FeedPK, #FeedSK',
        ExpressionAttributeNames: { '#FeedPK': 'FeedPK', '#FeedSK': 'FeedSK', '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'FEED#2026-01-15#9' }, ':v1': { S: '004' } },
        ScanIndexForward: false,
        Limit: 3,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Social: {
            Keys: [
              { PK: { S: 'USER#bo' }, SK: { S: 'POST#003' } },
              { PK: { S: 'USER#bo' }, SK: { S: 'POST#002' } },
            ],
            ProjectionExpression: '#text, #PK, #SK',
            ExpressionAttributeNames: { '#text': 'text', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
    ],
    data: {
      feed: {
        nodes: [
          { __typename: 'Post', text: 'It is still there.' },
          { __typename: 'Post', text: 'Found a heron.' },
        ],
        pageInfo: {
          hasNextPage: false,
          endCursor:
            'AmuKqLlpqjexTE9_1GmVU_K1WBhuZnjNI2WtAJ7hM0hKcYUmHRGu9ofCF5hDrKnWiLJXMUVdWLHnxqWhYx-3JWeQidoUEzOIkwIAVX2csaU2rMk4EvBJmhup2UTfuzMC-_0',
        },
      },
    },
  },
  {
    file: '04-feed-since',
    title: 'the feed since the last visit is the same range in every shard',
    needsEngine: true,
    commands: [
      ...inShards(10, (shard) => ({
        action: 'Query',
        TableName: 'Social',
        IndexName: 'FeedIndex',
        KeyConditionExpression: '#FeedPK = :v0 AND #FeedSK > :v1',
        ProjectionExpression: '#PK, #SK, #FeedPK, #FeedSK',
        ExpressionAttributeNames: { '#FeedPK': 'FeedPK', '#FeedSK': 'FeedSK', '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: `FEED#2026-01-15#${shard}` }, ':v1': { S: '003' } },
        ScanIndexForward: true,
        Limit: 8,
      })),
      {
        action: 'GetItem',
        TableName: 'Social',
        Key: { PK: { S: 'USER#cleo' }, SK: { S: 'POST#004' } },
        ProjectionExpression: '#text, #authorId, #PK, #SK',
        ExpressionAttributeNames: { '#text': 'text', '#authorId': 'authorId', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'GetItem',
        TableName: 'Social',
        Key: { PK: { S: 'USER#cleo' }, SK: { S: 'USER' } },
        ProjectionExpression: '#name, #PK, #SK',
        ExpressionAttributeNames: { '#name': 'name', '#PK': 'PK', '#SK': 'SK' },
      },
    ],
    data: { feed: { nodes: [{ text: 'Soup is on.', author: { name: 'Cleo Diaz' } }] } },
  },
  {
    file: '05-following',
    title: 'whom somebody follows is a range of their partition',
    commands: [
      {
        action: 'GetItem',
        TableName: 'Social',
        Key: { PK: { S: 'USER#ada' }, SK: { S: 'USER' } },
        ProjectionExpression: '#userId, #PK, #name, #SK',
        ExpressionAttributeNames: { '#userId': 'userId', '#PK': 'PK', '#name': 'name', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Social',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#followedId, #SK, #since, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#followedId': 'followedId', '#since': 'since' },
        ExpressionAttributeValues: { ':v0': { S: 'USER#ada' }, ':v1': { S: 'FOLLOWS#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Social: {
            Keys: [
              { PK: { S: 'USER#bo' }, SK: { S: 'USER' } },
              { PK: { S: 'USER#cleo' }, SK: { S: 'USER' } },
            ],
            ProjectionExpression: '#userId, #PK, #name, #SK',
            ExpressionAttributeNames: { '#userId': 'userId', '#PK': 'PK', '#name': 'name', '#SK': 'SK' },
          },
        },
      },
    ],
    data: {
      user: {
        following: {
          nodes: [
            { followed: { name: 'Bo Chen' }, since: '2026-01-02T08:00:00.000Z' },
            { followed: { name: 'Cleo Diaz' }, since: '2026-01-02T08:00:00.000Z' },
          ],
        },
      },
    },
  },
  {
    file: '06-followers',
    title: 'who follows somebody is the index from the other side, which needs keys only',
    commands: [
      {
        action: 'GetItem',
        TableName: 'Social',
        Key: { PK: { S: 'USER#ada' }, SK: { S: 'USER' } },
        ProjectionExpression: '#userId, #PK, #name, #SK',
        ExpressionAttributeNames: { '#userId': 'userId', '#PK': 'PK', '#name': 'name', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Social',
        IndexName: 'LinkIndex',
        KeyConditionExpression: '#LinkPK = :v0 AND begins_with(#PK, :v1)',
        ProjectionExpression: '#PK, #SK, #LinkPK',
        ExpressionAttributeNames: { '#LinkPK': 'LinkPK', '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'FOLLOWED#ada' }, ':v1': { S: 'USER#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'GetItem',
        TableName: 'Social',
        Key: { PK: { S: 'USER#bo' }, SK: { S: 'USER' } },
        ProjectionExpression: '#userId, #PK, #name, #SK',
        ExpressionAttributeNames: { '#userId': 'userId', '#PK': 'PK', '#name': 'name', '#SK': 'SK' },
      },
    ],
    data: { user: { followers: { nodes: [{ follower: { name: 'Bo Chen' } }] } } },
  },
  {
    file: '07-follower-count',
    title: 'how many follow somebody is counted by the keys of the index',
    commands: [
      {
        action: 'Query',
        TableName: 'Social',
        IndexName: 'LinkIndex',
        KeyConditionExpression: '#LinkPK = :v0 AND begins_with(#PK, :v1)',
        ProjectionExpression: '#PK, #SK, #LinkPK',
        ExpressionAttributeNames: { '#LinkPK': 'LinkPK', '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'FOLLOWED#ada' }, ':v1': { S: 'USER#' } },
      },
    ],
    data: { followsByFollowedId: { totalCount: 1 } },
  },
  {
    file: '08-mutual',
    title: 'whether two follow each other is one batch',
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Social: {
            Keys: [
              { PK: { S: 'USER#ada' }, SK: { S: 'FOLLOWS#bo' } },
              { PK: { S: 'USER#bo' }, SK: { S: 'FOLLOWS#ada' } },
            ],
            ProjectionExpression: '#since, #PK, #SK',
            ExpressionAttributeNames: { '#since': 'since', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
    ],
    data: { there: { since: '2026-01-02T08:00:00.000Z' }, back: { since: '2026-01-02T08:00:00.000Z' } },
  },
  {
    file: '09-timeline',
    title: 'a timeline leads to posts and on to their authors, a batch for each step',
    commands: [
      {
        action: 'Query',
        TableName: 'Social',
        KeyConditionExpression: '#PK = :v0',
        FilterExpression: 'NOT #expiresAt <= :v1',
        ProjectionExpression: '#authorId, #postId, #SK, #PK',
        ExpressionAttributeNames: {
          '#PK': 'PK',
          '#expiresAt': 'expiresAt',
          '#authorId': 'authorId',
          '#postId': 'postId',
          '#SK': 'SK',
        },
        ExpressionAttributeValues: { ':v0': { S: 'TIMELINE#ada' }, ':v1': { N: '1768478400' } },
        ScanIndexForward: false,
        Limit: 2,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Social: {
            Keys: [
              { PK: { S: 'USER#cleo' }, SK: { S: 'POST#004' } },
              { PK: { S: 'USER#bo' }, SK: { S: 'POST#002' } },
            ],
            ProjectionExpression: '#text, #authorId, #PK, #SK',
            ExpressionAttributeNames: { '#text': 'text', '#authorId': 'authorId', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Social: {
            Keys: [
              { PK: { S: 'USER#cleo' }, SK: { S: 'USER' } },
              { PK: { S: 'USER#bo' }, SK: { S: 'USER' } },
            ],
            ProjectionExpression: '#name, #PK, #SK',
            ExpressionAttributeNames: { '#name': 'name', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
    ],
    data: {
      timelinesByUserId: {
        nodes: [
          { post: { text: 'Soup is on.', author: { name: 'Cleo Diaz' } } },
          { post: { text: 'Found a heron.', author: { name: 'Bo Chen' } } },
        ],
      },
    },
  },
  {
    file: '10-a-post',
    title: 'a post shows its comments and who likes it',
    keysInAnyOrder: true,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Social',
        Key: { PK: { S: 'USER#bo' }, SK: { S: 'POST#002' } },
        ProjectionExpression: '#text, #postId, #SK, #PK',
        ExpressionAttributeNames: { '#text': 'text', '#postId': 'postId', '#SK': 'SK', '#PK': 'PK' },
      },
      {
        action: 'Query',
        TableName: 'Social',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#text, #authorId, #PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#text': 'text', '#authorId': 'authorId' },
        ExpressionAttributeValues: { ':v0': { S: 'POST#002' }, ':v1': { S: 'COMMENT#' } },
        ScanIndexForward: true,
        Limit: 10,
      },
      {
        action: 'Query',
        TableName: 'Social',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#userId, #SK, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#userId': 'userId' },
        ExpressionAttributeValues: { ':v0': { S: 'POST#002' }, ':v1': { S: 'LIKE#' } },
        ScanIndexForward: true,
        Limit: 10,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Social: {
            Keys: [
              { PK: { S: 'USER#ada' }, SK: { S: 'USER' } },
              { PK: { S: 'USER#bo' }, SK: { S: 'USER' } },
              { PK: { S: 'USER#cleo' }, SK: { S: 'USER' } },
            ],
            ProjectionExpression: '#name, #PK, #SK',
            ExpressionAttributeNames: { '#name': 'name', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
    ],
    data: {
      post: {
        text: 'Found a heron.',
        comments: {
          nodes: [
            { text: 'Where is that?', author: { name: 'Ada Berg' } },
            { text: 'Behind the old mill.', author: { name: 'Bo Chen' } },
          ],
        },
        likes: { nodes: [{ user: { name: 'Ada Berg' } }, { user: { name: 'Cleo Diaz' } }] },
      },
    },
  },
  {
    file: '11-like-count',
    title: 'how many like a post is counted by DynamoDB',
    commands: [
      {
        action: 'Query',
        TableName: 'Social',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'POST#002' }, ':v1': { S: 'LIKE#' } },
        Select: 'COUNT',
      },
    ],
    data: { likesByPostId: { totalCount: 2 } },
  },
  {
    file: '12-my-likes',
    title: 'what somebody likes is the index from the other side',
    commands: [
      {
        action: 'GetItem',
        TableName: 'Social',
        Key: { PK: { S: 'USER#ada' }, SK: { S: 'USER' } },
        ProjectionExpression: '#userId, #PK, #SK',
        ExpressionAttributeNames: { '#userId': 'userId', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Social',
        IndexName: 'LinkIndex',
        KeyConditionExpression: '#LinkPK = :v0 AND begins_with(#PK, :v1)',
        ProjectionExpression: '#PK, #SK, #LinkPK',
        ExpressionAttributeNames: { '#LinkPK': 'LinkPK', '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'LIKED#ada' }, ':v1': { S: 'POST#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Social: {
            Keys: [
              { PK: { S: 'POST#002' }, SK: { S: 'LIKE#ada' } },
              { PK: { S: 'POST#004' }, SK: { S: 'LIKE#ada' } },
            ],
            ProjectionExpression: '#authorId, #postId, #PK, #SK',
            ExpressionAttributeNames: { '#authorId': 'authorId', '#postId': 'postId', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Social: {
            Keys: [
              { PK: { S: 'USER#bo' }, SK: { S: 'POST#002' } },
              { PK: { S: 'USER#cleo' }, SK: { S: 'POST#004' } },
            ],
            ProjectionExpression: '#text, #PK, #SK',
            ExpressionAttributeNames: { '#text': 'text', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
    ],
    data: { user: { likes: { nodes: [{ post: { text: 'Found a heron.' } }, { post: { text: 'Soup is on.' } }] } } },
  },
  {
    file: '13-notices',
    title: 'notices lead to comments, posts and users in one batch',
    commands: [
      {
        action: 'Query',
        TableName: 'Social',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#noticeKind, #postId, #commentId, #postAuthorId, #aboutUserId, #PK, #SK',
        ExpressionAttributeNames: {
          '#PK': 'PK',
          '#SK': 'SK',
          '#noticeKind': 'noticeKind',
          '#postId': 'postId',
          '#commentId': 'commentId',
          '#postAuthorId': 'postAuthorId',
          '#aboutUserId': 'aboutUserId',
        },
        ExpressionAttributeValues: { ':v0': { S: 'USER#ada' }, ':v1': { S: 'NOTICE#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Social: {
            Keys: [
              { PK: { S: 'USER#bo' }, SK: { S: 'USER' } },
              { PK: { S: 'POST#002' }, SK: { S: 'COMMENT#002' } },
              { PK: { S: 'USER#ada' }, SK: { S: 'POST#001' } },
            ],
            ProjectionExpression: '#name, #PK, #SK, #text',
            ExpressionAttributeNames: { '#name': 'name', '#PK': 'PK', '#SK': 'SK', '#text': 'text' },
          },
        },
      },
    ],
    data: {
      noticesByUserId: {
        nodes: [
          { noticeKind: 'FOLLOWED', about: { __typename: 'User', name: 'Bo Chen' } },
          { noticeKind: 'COMMENTED', about: { __typename: 'Comment', text: 'Behind the old mill.' } },
          { noticeKind: 'LIKED', about: { __typename: 'Post', text: 'First frost.' } },
        ],
      },
    },
  },
  {
    file: '14-nodes',
    title: 'a post, a comment and a user that a client has kept are one batch',
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Social: {
            Keys: [
              { PK: { S: 'USER#bo' }, SK: { S: 'POST#003' } },
              { PK: { S: 'POST#002' }, SK: { S: 'COMMENT#001' } },
              { PK: { S: 'USER#cleo' }, SK: { S: 'USER' } },
            ],
            ProjectionExpression: '#text, #PK, #SK, #name',
            ExpressionAttributeNames: { '#text': 'text', '#PK': 'PK', '#SK': 'SK', '#name': 'name' },
          },
        },
      },
    ],
    data: {
      nodes: [
        { __typename: 'Post', text: 'It is still there.' },
        { __typename: 'Comment', text: 'Where is that?' },
        { __typename: 'User', name: 'Cleo Diaz' },
      ],
    },
  },
  {
    file: '15-post-something',
    title: 'a new post goes into the shard of its key',
    commands: [
      {
        action: 'PutItem',
        TableName: 'Social',
        Item: {
          authorId: { S: 'ada' },
          postId: { S: 'ULID-0001' },
          day: { S: '2026-01-15' },
          text: { S: 'The beans made it.' },
          FeedPK: { S: 'FEED#2026-01-15#3' },
          FeedSK: { S: 'ULID-0001' },
          PK: { S: 'USER#ada' },
          SK: { S: 'POST#ULID-0001' },
        },
        ConditionExpression: 'attribute_not_exists(#PK)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#PK': 'PK' },
      },
    ],
    data: { createPost: { post: { postId: 'ULID-0001', text: 'The beans made it.' } } },
  },
  {
    file: '16-correct',
    title: 'a post that is corrected stays in its shard',
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Social',
        Key: { PK: { S: 'USER#bo' }, SK: { S: 'POST#002' } },
        UpdateExpression: 'SET #text = :v0',
        ConditionExpression: 'attribute_exists(#PK)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#text': 'text', '#PK': 'PK' },
        ExpressionAttributeValues: { ':v0': { S: 'Found two herons.' } },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updatePost: { post: { text: 'Found two herons.' } } },
  },
  {
    file: '17-follow-twice',
    title: 'nobody follows twice',
    commands: [
      {
        action: 'PutItem',
        TableName: 'Social',
        Item: {
          followerId: { S: 'ada' },
          followedId: { S: 'bo' },
          since: { S: '2026-01-15T12:00:00.000Z' },
          LinkPK: { S: 'FOLLOWED#bo' },
          PK: { S: 'USER#ada' },
          SK: { S: 'FOLLOWS#bo' },
        },
        ConditionExpression: 'attribute_not_exists(#PK)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#PK': 'PK' },
      },
    ],
    data: { createFollow: { follow: null, conflict: { reason: 'ALREADY_EXISTS' } } },
  },
  {
    file: '18-take-back-a-like',
    title: 'a like that is taken back leaves both sides',
    commands: [
      {
        action: 'DeleteItem',
        TableName: 'Social',
        Key: { PK: { S: 'POST#004' }, SK: { S: 'LIKE#ada' } },
        ConditionExpression: 'attribute_exists(#PK)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#PK': 'PK' },
        ReturnValues: 'ALL_OLD',
      },
    ],
    data: { deleteLike: { like: { authorId: 'cleo' } } },
  },
]);
