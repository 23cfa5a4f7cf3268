import { readFileSync } from 'node:fs';
import { slugMarkers, workspaceItems } from '../../../examples/single-table/saas/workspaceItems.js';
import type { Claims } from '../../../src/model/principal.js';
import { exampleScenarios } from '../../support/exampleScenarios.js';
import { item } from '../../support/scenarioItem.js';
import { TEST_NOW } from '../../support/moments.js';

const items = { Workspace: workspaceItems(TEST_NOW).map(item), sortkey: slugMarkers().map(item) };

const keys = JSON.parse(
  readFileSync(new URL('../../../examples/single-table/saas/apiKeys.json', import.meta.url), 'utf8'),
) as readonly { readonly name: string; readonly claims: Claims }[];

/** Whoever has the API key of this name. */
function as(name: string): { readonly identity: string; readonly claims: Claims } {
  const claims = keys.find((key) => key.name === name)?.claims;
  if (claims === undefined) throw new Error(`examples/single-table/saas/apiKeys.json has no key "${name}".`);
  return { identity: `key:${name}`, claims };
}

/** Multi-tenant software: what its console, its sign-in and its mails ask. */
export const saas = exampleScenarios('single-table/saas', items, [
  {
    file: '01-a-tenant',
    title: 'a tenant with its people and its projects is one Query',
    ...as('ada'),
    commands: [
      {
        action: 'Query',
        TableName: 'Workspace',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#name, #plan, #PK, #SK, #userId, #tenantRole, #status, #GSI1SK',
        ExpressionAttributeNames: {
          '#PK': 'PK',
          '#SK': 'SK',
          '#name': 'name',
          '#plan': 'plan',
          '#userId': 'userId',
          '#tenantRole': 'tenantRole',
          '#status': 'status',
          '#GSI1SK': 'GSI1SK',
        },
        ExpressionAttributeValues: { ':v0': { S: 'TENANT#acme' }, ':v1': { S: 'MEMBER#' }, ':v2': { S: 'TENANT' } },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: {
      tenantRecords: {
        nodes: [
          { __typename: 'Member', userId: 'ada', tenantRole: 'OWNER' },
          { __typename: 'Member', userId: 'bo', tenantRole: 'MEMBER' },
          { __typename: 'Project', name: 'Apollo', status: 'ACTIVE' },
          { __typename: 'Project', name: 'Borealis', status: 'ACTIVE' },
          { __typename: 'Project', name: 'Cumulus', status: 'ARCHIVED' },
          { __typename: 'Tenant', name: 'Acme', plan: 'TEAM' },
        ],
      },
    },
  },
  {
    file: '02-newest-projects',
    title: 'read backwards, the tenant comes first, then its newest projects',
    ...as('ada'),
    commands: [
      {
        action: 'Query',
        TableName: 'Workspace',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#name, #PK, #SK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#name': 'name' },
        ExpressionAttributeValues: { ':v0': { S: 'TENANT#acme' }, ':v1': { S: 'MEMBER#' }, ':v2': { S: 'TENANT' } },
        ScanIndexForward: false,
        Limit: 3,
      },
    ],
    data: {
      tenantRecords: {
        nodes: [
          { __typename: 'Tenant', name: 'Acme' },
          { __typename: 'Project', name: 'Cumulus' },
        ],
        pageInfo: { hasNextPage: true },
      },
    },
  },
  {
    file: '03-people',
    title: 'the people of a tenant come with their names by one batch',
    ...as('ada'),
    commands: [
      {
        action: 'Query',
        TableName: 'Workspace',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#tenantRole, #userId, #SK, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#tenantRole': 'tenantRole', '#userId': 'userId' },
        ExpressionAttributeValues: { ':v0': { S: 'TENANT#acme' }, ':v1': { S: 'MEMBER#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Workspace: {
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
      membersByTenantId: {
        nodes: [
          { tenantRole: 'OWNER', user: { name: 'Ada Berg' } },
          { tenantRole: 'MEMBER', user: { name: 'Bo Chen' } },
        ],
      },
    },
  },
  {
    file: '04-seats',
    title: 'the seats that a tenant pays for are counted by DynamoDB',
    ...as('ada'),
    commands: [
      {
        action: 'Query',
        TableName: 'Workspace',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'TENANT#acme' }, ':v1': { S: 'MEMBER#' } },
        Select: 'COUNT',
      },
    ],
    data: { membersByTenantId: { totalCount: 2 } },
  },
  {
    file: '05-my-tenants',
    title: "a user's tenants are on the index with the role in each",
    ...as('ada'),
    commands: [
      {
        action: 'GetItem',
        TableName: 'Workspace',
        Key: { PK: { S: 'USER#ada' }, SK: { S: 'USER' } },
        ProjectionExpression: '#name, #userId, #PK, #SK',
        ExpressionAttributeNames: { '#name': 'name', '#userId': 'userId', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Workspace',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0 AND begins_with(#GSI1SK, :v1)',
        FilterExpression: '#PK = :v2 OR #SK = :v3',
        ProjectionExpression: '#tenantRole, #PK, #SK, #GSI1PK, #GSI1SK',
        ExpressionAttributeNames: {
          '#GSI1PK': 'GSI1PK',
          '#GSI1SK': 'GSI1SK',
          '#tenantRole': 'tenantRole',
          '#PK': 'PK',
          '#SK': 'SK',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'USER#ada' },
          ':v1': { S: 'MEMBER#' },
          ':v2': { S: 'TENANT#acme' },
          ':v3': { S: 'MEMBER#ada' },
        },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Workspace: {
            Keys: [
              { PK: { S: 'TENANT#acme' }, SK: { S: 'TENANT' } },
              { PK: { S: 'TENANT#globex' }, SK: { S: 'TENANT' } },
            ],
            ProjectionExpression: '#name, #plan, #PK, #SK',
            ExpressionAttributeNames: { '#name': 'name', '#plan': 'plan', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
    ],
    data: {
      user: {
        name: 'Ada Berg',
        memberships: {
          nodes: [
            { tenantRole: 'OWNER', tenant: { name: 'Acme', plan: 'TEAM' } },
            { tenantRole: 'GUEST', tenant: { name: 'Globex', plan: null } },
          ],
        },
      },
    },
  },
  {
    file: '06-my-everything',
    title: 'what a user has to do with in all tenants is one Query of the index',
    ...as('bo'),
    commands: [
      {
        action: 'Query',
        TableName: 'Workspace',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0 AND #GSI1SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #tenantRole, #SK, #GSI1PK, #GSI1SK, #projectRole, #title',
        ExpressionAttributeNames: {
          '#GSI1PK': 'GSI1PK',
          '#GSI1SK': 'GSI1SK',
          '#PK': 'PK',
          '#tenantRole': 'tenantRole',
          '#SK': 'SK',
          '#projectRole': 'projectRole',
          '#title': 'title',
        },
        ExpressionAttributeValues: { ':v0': { S: 'USER#bo' }, ':v1': { S: 'MEMBER#' }, ':v2': { S: 'TASK#􏿿' } },
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: {
      userRecords: {
        nodes: [
          { __typename: 'Member', tenantId: 'acme', tenantRole: 'MEMBER' },
          { __typename: 'Role', projectId: '001', projectRole: 'EDITOR' },
          { __typename: 'Role', projectId: '002', projectRole: 'VIEWER' },
          { __typename: 'Task', title: 'Read the old plan', dueOn: '2026-01-18' },
          { __typename: 'Task', title: 'Write the plan', dueOn: '2026-01-20' },
        ],
      },
    },
  },
  {
    file: '07-my-roles-in-a-tenant',
    title: "a user's roles in one tenant are one range of the index",
    ...as('bo'),
    commands: [
      {
        action: 'Query',
        TableName: 'Workspace',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0 AND begins_with(#GSI1SK, :v1)',
        FilterExpression: 'begins_with(#PK, :v2)',
        ProjectionExpression: '#PK, #projectRole, #SK, #GSI1PK, #GSI1SK',
        ExpressionAttributeNames: {
          '#GSI1PK': 'GSI1PK',
          '#GSI1SK': 'GSI1SK',
          '#PK': 'PK',
          '#projectRole': 'projectRole',
          '#SK': 'SK',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'USER#bo' },
          ':v1': { S: 'ROLE#acme#' },
          ':v2': { S: 'TENANT#acme#PROJECT#' },
        },
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: {
      rolesByUserId: {
        nodes: [
          { projectId: '001', projectRole: 'EDITOR' },
          { projectId: '002', projectRole: 'VIEWER' },
        ],
      },
    },
  },
  {
    file: '08-since-when',
    title: 'what the index of a user lacks is read by one batch, of that type alone',
    ...as('ada'),
    commands: [
      {
        action: 'Query',
        TableName: 'Workspace',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0 AND #GSI1SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#PK, #SK, #GSI1PK, #GSI1SK, #projectRole',
        ExpressionAttributeNames: {
          '#GSI1PK': 'GSI1PK',
          '#GSI1SK': 'GSI1SK',
          '#PK': 'PK',
          '#SK': 'SK',
          '#projectRole': 'projectRole',
        },
        ExpressionAttributeValues: { ':v0': { S: 'USER#ada' }, ':v1': { S: 'MEMBER#' }, ':v2': { S: 'ROLE#􏿿' } },
        ScanIndexForward: true,
        Limit: 100,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Workspace: {
            Keys: [
              { PK: { S: 'TENANT#acme' }, SK: { S: 'MEMBER#ada' } },
              { PK: { S: 'TENANT#globex' }, SK: { S: 'MEMBER#ada' } },
            ],
            ProjectionExpression: '#tenantId, #PK, #tenantRole, #joinedAt, #SK',
            ExpressionAttributeNames: {
              '#tenantId': 'tenantId',
              '#PK': 'PK',
              '#tenantRole': 'tenantRole',
              '#joinedAt': 'joinedAt',
              '#SK': 'SK',
            },
          },
        },
      },
    ],
    data: {
      userRecords: {
        nodes: [
          { tenantId: 'acme', tenantRole: 'OWNER', joinedAt: '2025-05-01T08:00:00.000Z' },
          { tenantId: 'globex', tenantRole: 'GUEST', joinedAt: '2025-05-01T08:00:00.000Z' },
          { projectId: '001', projectRole: 'LEAD' },
        ],
      },
    },
  },
  {
    file: '09-may-they',
    title: 'whether a user may do something is one batch, whatever it takes',
    ...as('bo'),
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Workspace: {
            Keys: [
              { PK: { S: 'TENANT#acme' }, SK: { S: 'MEMBER#bo' } },
              { PK: { S: 'TENANT#acme#PROJECT#001' }, SK: { S: 'ROLE#bo' } },
            ],
            ProjectionExpression: '#tenantRole, #PK, #SK, #projectRole',
            ExpressionAttributeNames: {
              '#tenantRole': 'tenantRole',
              '#PK': 'PK',
              '#SK': 'SK',
              '#projectRole': 'projectRole',
            },
          },
        },
      },
    ],
    data: { member: { tenantRole: 'MEMBER' }, role: { projectRole: 'EDITOR' } },
  },
  {
    file: '10-log-in',
    title: 'somebody who logs in is found by the address',
    ...as('sign-in'),
    commands: [
      {
        action: 'GetItem',
        TableName: 'Workspace',
        Key: { PK: { S: 'EMAIL#ada@example.com' }, SK: { S: 'LOGIN' } },
        ProjectionExpression: '#userId, #PK, #SK',
        ExpressionAttributeNames: { '#userId': 'userId', '#PK': 'PK', '#SK': 'SK' },
        ConsistentRead: true,
      },
      {
        action: 'GetItem',
        TableName: 'Workspace',
        Key: { PK: { S: 'USER#ada' }, SK: { S: 'USER' } },
        ProjectionExpression: '#userId, #PK, #name, #SK',
        ExpressionAttributeNames: { '#userId': 'userId', '#PK': 'PK', '#name': 'name', '#SK': 'SK' },
      },
    ],
    data: { login: { user: { userId: 'ada', name: 'Ada Berg' } } },
  },
  {
    file: '11-sign-in-page',
    title: 'who may log in, and where they are invited, is one Query of the address',
    ...as('sign-in'),
    commands: [
      {
        action: 'Query',
        TableName: 'Workspace',
        KeyConditionExpression: '#PK = :v0 AND #SK BETWEEN :v1 AND :v2',
        ProjectionExpression: '#userId, #PK, #SK, #tenantRole, #tenantId, #invitedById, #expiresAt',
        ExpressionAttributeNames: {
          '#PK': 'PK',
          '#SK': 'SK',
          '#userId': 'userId',
          '#tenantRole': 'tenantRole',
          '#tenantId': 'tenantId',
          '#invitedById': 'invitedById',
          '#expiresAt': 'expiresAt',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'EMAIL#bo@example.com' },
          ':v1': { S: 'INVITATION#' },
          ':v2': { S: 'LOGIN' },
        },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Workspace: {
            Keys: [
              { PK: { S: 'TENANT#globex' }, SK: { S: 'TENANT' } },
              { PK: { S: 'USER#cleo' }, SK: { S: 'USER' } },
            ],
            ProjectionExpression: '#name, #PK, #SK',
            ExpressionAttributeNames: { '#name': 'name', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
    ],
    data: {
      emailRecords: {
        nodes: [
          { tenantRole: 'GUEST', tenant: { name: 'Globex' }, invitedBy: { name: 'Cleo Diaz' } },
          { userId: 'bo' },
        ],
      },
    },
  },
  {
    file: '12-open-invitations',
    title: 'the open invitations of a tenant are on the index, without those that have expired',
    ...as('cleo'),
    commands: [
      {
        action: 'GetItem',
        TableName: 'Workspace',
        Key: { PK: { S: 'TENANT#globex' }, SK: { S: 'TENANT' } },
        ProjectionExpression: '#tenantId, #PK, #SK',
        ExpressionAttributeNames: { '#tenantId': 'tenantId', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Workspace',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0 AND begins_with(#GSI1SK, :v1)',
        FilterExpression: 'NOT #expiresAt <= :v2 AND #SK = :v3',
        ProjectionExpression: '#PK, #tenantRole, #SK, #GSI1PK, #GSI1SK',
        ExpressionAttributeNames: {
          '#GSI1PK': 'GSI1PK',
          '#GSI1SK': 'GSI1SK',
          '#expiresAt': 'expiresAt',
          '#PK': 'PK',
          '#tenantRole': 'tenantRole',
          '#SK': 'SK',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'TENANT#globex' },
          ':v1': { S: 'INVITATION#' },
          ':v2': { N: '1768478400' },
          ':v3': { S: 'INVITATION#globex' },
        },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { tenant: { invitations: { nodes: [{ email: 'bo@example.com', tenantRole: 'GUEST' }] } } },
  },
  {
    file: '13-due-soon',
    title: 'the active projects of a tenant that are due soon are a range of the index',
    ...as('ada'),
    commands: [
      {
        action: 'Query',
        TableName: 'Workspace',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0 AND #GSI1SK BETWEEN :v1 AND :v2',
        FilterExpression: '#PK = :v0',
        ProjectionExpression: '#name, #GSI1SK, #PK, #SK, #GSI1PK',
        ExpressionAttributeNames: {
          '#GSI1PK': 'GSI1PK',
          '#GSI1SK': 'GSI1SK',
          '#name': 'name',
          '#PK': 'PK',
          '#SK': 'SK',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'TENANT#acme' },
          ':v1': { S: 'PROJECT#ACTIVE#' },
          ':v2': { S: 'PROJECT#ACTIVE#2026-02-28' },
        },
        ScanIndexForward: true,
        Limit: 20,
      },
    ],
    data: { projectsByStatus: { nodes: [{ name: 'Borealis', dueOn: '2026-02-28' }] } },
  },
  {
    file: '14-agenda',
    title: 'projects of the index that show more than it holds are read by one batch',
    ...as('ada'),
    needsEngine: true,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Workspace',
        Key: { PK: { S: 'TENANT#acme' }, SK: { S: 'TENANT' } },
        ProjectionExpression: '#tenantId, #PK, #SK',
        ExpressionAttributeNames: { '#tenantId': 'tenantId', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Workspace',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0 AND begins_with(#GSI1SK, :v1)',
        FilterExpression: '#PK = :v0',
        ProjectionExpression: '#PK, #SK, #GSI1PK, #GSI1SK',
        ExpressionAttributeNames: { '#GSI1PK': 'GSI1PK', '#GSI1SK': 'GSI1SK', '#PK': 'PK', '#SK': 'SK' },
        ExpressionAttributeValues: { ':v0': { S: 'TENANT#acme' }, ':v1': { S: 'PROJECT#ACTIVE#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Workspace: {
            Keys: [
              { PK: { S: 'TENANT#acme' }, SK: { S: 'PROJECT#002' } },
              { PK: { S: 'TENANT#acme' }, SK: { S: 'PROJECT#001' } },
            ],
            ProjectionExpression: '#name, #version, #PK, #SK',
            ExpressionAttributeNames: { '#name': 'name', '#version': 'version', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
    ],
    data: {
      tenant: {
        agenda: {
          nodes: [
            { name: 'Borealis', version: 1 },
            { name: 'Apollo', version: 1 },
          ],
        },
      },
    },
  },
  {
    file: '15-a-project',
    title: 'a project shows who works on it and what there is to do',
    ...as('ada'),
    keysInAnyOrder: true,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Workspace',
        Key: { PK: { S: 'TENANT#acme' }, SK: { S: 'PROJECT#001' } },
        ProjectionExpression: '#name, #tenantId, #PK, #projectId, #SK',
        ExpressionAttributeNames: {
          '#name': 'name',
          '#tenantId': 'tenantId',
          '#PK': 'PK',
          '#projectId': 'projectId',
          '#SK': 'SK',
        },
      },
      {
        action: 'Query',
        TableName: 'Workspace',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#projectRole, #userId, #SK, #PK',
        ExpressionAttributeNames: { '#PK': 'PK', '#SK': 'SK', '#projectRole': 'projectRole', '#userId': 'userId' },
        ExpressionAttributeValues: { ':v0': { S: 'TENANT#acme#PROJECT#001' }, ':v1': { S: 'ROLE#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'Query',
        TableName: 'Workspace',
        KeyConditionExpression: '#PK = :v0 AND begins_with(#SK, :v1)',
        ProjectionExpression: '#title, #assigneeId, #GSI1PK, #PK, #SK',
        ExpressionAttributeNames: {
          '#PK': 'PK',
          '#SK': 'SK',
          '#title': 'title',
          '#assigneeId': 'assigneeId',
          '#GSI1PK': 'GSI1PK',
        },
        ExpressionAttributeValues: { ':v0': { S: 'TENANT#acme#PROJECT#001' }, ':v1': { S: 'TASK#' } },
        ScanIndexForward: true,
        Limit: 20,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Workspace: {
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
      project: {
        name: 'Apollo',
        roles: {
          nodes: [
            { projectRole: 'LEAD', user: { name: 'Ada Berg' } },
            { projectRole: 'EDITOR', user: { name: 'Bo Chen' } },
          ],
        },
        tasks: {
          nodes: [
            { title: 'Write the plan', assignee: { name: 'Bo Chen' } },
            { title: 'Ask for the budget', assignee: { name: 'Ada Berg' } },
            { title: 'Find a name', assignee: null },
          ],
        },
      },
    },
  },
  {
    file: '16-my-tasks',
    title: 'the work of a user is what is due, from all projects',
    ...as('bo'),
    needsEngine: true,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Workspace',
        Key: { PK: { S: 'USER#bo' }, SK: { S: 'USER' } },
        ProjectionExpression: '#userId, #PK, #SK',
        ExpressionAttributeNames: { '#userId': 'userId', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Workspace',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0 AND begins_with(#GSI1SK, :v1)',
        FilterExpression: 'begins_with(#PK, :v2)',
        ProjectionExpression: '#title, #GSI1SK, #PK, #SK, #GSI1PK',
        ExpressionAttributeNames: {
          '#GSI1PK': 'GSI1PK',
          '#GSI1SK': 'GSI1SK',
          '#title': 'title',
          '#PK': 'PK',
          '#SK': 'SK',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'USER#bo' },
          ':v1': { S: 'TASK#' },
          ':v2': { S: 'TENANT#acme#PROJECT#' },
        },
        ScanIndexForward: true,
        Limit: 100,
      },
      {
        action: 'BatchGetItem',
        RequestItems: {
          Workspace: {
            Keys: [
              { PK: { S: 'TENANT#acme' }, SK: { S: 'PROJECT#002' } },
              { PK: { S: 'TENANT#acme' }, SK: { S: 'PROJECT#001' } },
            ],
            ProjectionExpression: '#name, #PK, #SK',
            ExpressionAttributeNames: { '#name': 'name', '#PK': 'PK', '#SK': 'SK' },
          },
        },
      },
    ],
    data: {
      user: {
        tasks: {
          nodes: [
            { title: 'Read the old plan', dueOn: '2026-01-18', project: { name: 'Borealis' } },
            { title: 'Write the plan', dueOn: '2026-01-20', project: { name: 'Apollo' } },
          ],
        },
      },
    },
  },
  {
    file: '17-my-next-task',
    title: 'the next task of a user is the first of the index',
    ...as('bo'),
    commands: [
      {
        action: 'GetItem',
        TableName: 'Workspace',
        Key: { PK: { S: 'USER#bo' }, SK: { S: 'USER' } },
        ProjectionExpression: '#name, #userId, #PK, #SK',
        ExpressionAttributeNames: { '#name': 'name', '#userId': 'userId', '#PK': 'PK', '#SK': 'SK' },
      },
      {
        action: 'Query',
        TableName: 'Workspace',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0 AND begins_with(#GSI1SK, :v1)',
        FilterExpression: 'begins_with(#PK, :v2)',
        ProjectionExpression: '#title, #GSI1SK, #PK, #SK, #GSI1PK',
        ExpressionAttributeNames: {
          '#GSI1PK': 'GSI1PK',
          '#GSI1SK': 'GSI1SK',
          '#title': 'title',
          '#PK': 'PK',
          '#SK': 'SK',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'USER#bo' },
          ':v1': { S: 'TASK#' },
          ':v2': { S: 'TENANT#acme#PROJECT#' },
        },
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: { user: { name: 'Bo Chen', nextTask: { title: 'Read the old plan', dueOn: '2026-01-18' } } },
  },
  {
    title: 'work in a tenant that I do not work in now is not shown, though the index holds it',
    ...as('ada'),
    needsEngine: true,
    operation: '{ tasksByAssigneeId(assigneeId: "ada") { nodes { title } } }',
    commands: [
      {
        action: 'Query',
        TableName: 'Workspace',
        IndexName: 'GSI1',
        KeyConditionExpression: '#GSI1PK = :v0 AND begins_with(#GSI1SK, :v1)',
        FilterExpression: 'begins_with(#PK, :v2)',
        ProjectionExpression: '#title, #PK, #SK, #GSI1PK, #GSI1SK',
        ExpressionAttributeNames: {
          '#GSI1PK': 'GSI1PK',
          '#GSI1SK': 'GSI1SK',
          '#title': 'title',
          '#PK': 'PK',
          '#SK': 'SK',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'USER#ada' },
          ':v1': { S: 'TASK#' },
          ':v2': { S: 'TENANT#acme#PROJECT#' },
        },
        ScanIndexForward: true,
        Limit: 100,
      },
    ],
    data: { tasksByAssigneeId: { nodes: [] } },
  },
  {
    file: '18-nodes',
    title: 'nodes of any type are one batch',
    ...as('ada'),
    commands: [
      {
        action: 'BatchGetItem',
        RequestItems: {
          Workspace: {
            Keys: [
              { PK: { S: 'TENANT#acme' }, SK: { S: 'PROJECT#001' } },
              { PK: { S: 'USER#cleo' }, SK: { S: 'USER' } },
              { PK: { S: 'TENANT#none' }, SK: { S: 'TENANT' } },
            ],
            ProjectionExpression: '#tenantId, #PK, #projectId, #SK, #name, #userId',
            ExpressionAttributeNames: {
              '#tenantId': 'tenantId',
              '#PK': 'PK',
              '#projectId': 'projectId',
              '#SK': 'SK',
              '#name': 'name',
              '#userId': 'userId',
            },
          },
        },
      },
    ],
    data: {
      nodes: [
        { id: 'WyJQcm9qZWN0IiwiYWNtZSIsIjAwMSJd', name: 'Apollo' },
        { id: 'WyJVc2VyIiwiY2xlbyJd', name: 'Cleo Diaz' },
        null,
      ],
    },
  },
  {
    file: '19-take-a-login',
    title: 'a login is taken once',
    ...as('sign-in'),
    commands: [
      {
        action: 'PutItem',
        TableName: 'Workspace',
        Item: {
          email: { S: 'bo@example.com' },
          userId: { S: 'cleo' },
          PK: { S: 'EMAIL#bo@example.com' },
          SK: { S: 'LOGIN' },
        },
        ConditionExpression: 'attribute_not_exists(#PK)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: { '#PK': 'PK' },
      },
    ],
    data: { createLogin: { login: null, conflict: { reason: 'ALREADY_EXISTS', current: { userId: 'bo' } } } },
  },
  {
    file: '20-assign',
    title: 'a task that is given to somebody comes onto their list',
    ...as('ada'),
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Workspace',
        Key: { PK: { S: 'TENANT#acme#PROJECT#001' }, SK: { S: 'TASK#003' } },
        UpdateExpression: 'SET #assigneeId = :v0, #dueOn = :v1, #GSI1PK = :v2, #GSI1SK = :v3 ADD #version :v4',
        ConditionExpression:
          'attribute_exists(#PK) AND begins_with(#PK, :v5) AND (#assigneeId = :v6 OR begins_with(#PK, :v5))',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#assigneeId': 'assigneeId',
          '#dueOn': 'dueOn',
          '#GSI1PK': 'GSI1PK',
          '#GSI1SK': 'GSI1SK',
          '#version': 'version',
          '#PK': 'PK',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'bo' },
          ':v1': { S: '2026-01-16' },
          ':v2': { S: 'USER#bo' },
          ':v3': { S: 'TASK#2026-01-16' },
          ':v4': { N: '1' },
          ':v5': { S: 'TENANT#acme#PROJECT#' },
          ':v6': { S: 'ada' },
        },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateTask: { task: { title: 'Find a name', dueOn: '2026-01-16' } } },
  },
  {
    file: '21-done',
    title: 'a task that is done leaves the list',
    ...as('bo'),
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Workspace',
        Key: { PK: { S: 'TENANT#acme#PROJECT#001' }, SK: { S: 'TASK#001' } },
        UpdateExpression: 'SET #doneAt = :v0 REMOVE #dueOn, #GSI1PK, #GSI1SK ADD #version :v1',
        ConditionExpression: 'attribute_exists(#PK) AND begins_with(#PK, :v2) AND #assigneeId = :v3 AND #version = :v1',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#doneAt': 'doneAt',
          '#dueOn': 'dueOn',
          '#GSI1PK': 'GSI1PK',
          '#GSI1SK': 'GSI1SK',
          '#version': 'version',
          '#PK': 'PK',
          '#assigneeId': 'assigneeId',
        },
        ExpressionAttributeValues: {
          ':v0': { S: '2026-01-15T11:00:00Z' },
          ':v1': { N: '1' },
          ':v2': { S: 'TENANT#acme#PROJECT#' },
          ':v3': { S: 'bo' },
        },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateTask: { task: { doneAt: '2026-01-15T11:00:00Z', version: 2 } } },
  },
  {
    file: '22-archive',
    title: 'a project that is archived moves in the index by the same call',
    ...as('ada'),
    commands: [
      {
        action: 'UpdateItem',
        TableName: 'Workspace',
        Key: { PK: { S: 'TENANT#acme' }, SK: { S: 'PROJECT#001' } },
        UpdateExpression: 'SET #status = :v0, #dueOn = :v1, #GSI1SK = :v2 ADD #version :v3',
        ConditionExpression: 'attribute_exists(#PK) AND #PK = :v4',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ExpressionAttributeNames: {
          '#status': 'status',
          '#dueOn': 'dueOn',
          '#GSI1SK': 'GSI1SK',
          '#version': 'version',
          '#PK': 'PK',
        },
        ExpressionAttributeValues: {
          ':v0': { S: 'ARCHIVED' },
          ':v1': { S: '2026-01-15' },
          ':v2': { S: 'PROJECT#ARCHIVED#2026-01-15' },
          ':v3': { N: '1' },
          ':v4': { S: 'TENANT#acme' },
        },
        ReturnValues: 'ALL_NEW',
      },
    ],
    data: { updateProject: { project: { status: 'ARCHIVED', version: 2 } } },
  },
  {
    file: '23-by-address',
    title: 'a tenant is found by its slug without an index, also by somebody who is not known',
    commands: [
      {
        action: 'GetItem',
        TableName: 'sortkey',
        Key: { pk: { S: 'UNIQUE#Tenant.slug#acme' }, sk: { S: 'UNIQUE' } },
      },
      {
        action: 'GetItem',
        TableName: 'Workspace',
        Key: { PK: { S: 'TENANT#acme' }, SK: { S: 'TENANT' } },
        ProjectionExpression: '#slug, #tenantId, #PK, #name, #SK',
        ExpressionAttributeNames: {
          '#slug': 'slug',
          '#tenantId': 'tenantId',
          '#PK': 'PK',
          '#name': 'name',
          '#SK': 'SK',
        },
      },
    ],
    data: { tenantBySlug: { tenantId: 'acme', name: 'Acme' } },
  },
  {
    file: '24-take-an-address',
    title: 'a slug that another tenant has is refused by its marker, in the same transaction',
    ...as('cleo'),
    needsEngine: true,
    commands: [
      {
        action: 'GetItem',
        TableName: 'Workspace',
        Key: { PK: { S: 'TENANT#globex' }, SK: { S: 'TENANT' } },
        ConsistentRead: true,
      },
      {
        action: 'TransactWriteItems',
        TransactItems: [
          {
            Update: {
              TableName: 'Workspace',
              Key: { PK: { S: 'TENANT#globex' }, SK: { S: 'TENANT' } },
              UpdateExpression: 'SET #slug = :v0 ADD #version :v1',
              ConditionExpression:
                'attribute_exists(#PK) AND #PK = :v2 AND (attribute_not_exists(#slug) OR attribute_type(#slug, :v3))',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: { '#slug': 'slug', '#version': 'version', '#PK': 'PK' },
              ExpressionAttributeValues: {
                ':v0': { S: 'acme' },
                ':v1': { N: '1' },
                ':v2': { S: 'TENANT#globex' },
                ':v3': { S: 'NULL' },
              },
            },
          },
          {
            Put: {
              TableName: 'sortkey',
              Item: {
                pk: { S: 'UNIQUE#Tenant.slug#acme' },
                sk: { S: 'UNIQUE' },
                owner: { M: { PK: { S: 'TENANT#globex' }, SK: { S: 'TENANT' } } },
              },
              ConditionExpression: 'attribute_not_exists(#pk) OR #owner = :v0',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: { '#pk': 'pk', '#owner': 'owner' },
              ExpressionAttributeValues: { ':v0': { M: { PK: { S: 'TENANT#globex' }, SK: { S: 'TENANT' } } } },
            },
          },
        ],
      },
    ],
    data: { updateTenant: { tenant: null, conflict: { reason: 'UNIQUE_VALUE_TAKEN', fields: ['slug'] } } },
  },
  {
    file: '25-accept',
    title: 'who accepts an invitation is a member and the invitation is gone, in one call',
    ...as('sign-in'),
    commands: [
      {
        action: 'TransactWriteItems',
        TransactItems: [
          {
            Put: {
              TableName: 'Workspace',
              Item: {
                tenantId: { S: 'globex' },
                userId: { S: 'bo' },
                tenantRole: { S: 'GUEST' },
                joinedAt: { S: '2026-01-15T12:00:00.000Z' },
                GSI1PK: { S: 'USER#bo' },
                GSI1SK: { S: 'MEMBER#globex' },
                PK: { S: 'TENANT#globex' },
                SK: { S: 'MEMBER#bo' },
              },
              ConditionExpression: 'attribute_not_exists(#PK)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: { '#PK': 'PK' },
            },
          },
          {
            Delete: {
              TableName: 'Workspace',
              Key: { PK: { S: 'EMAIL#bo@example.com' }, SK: { S: 'INVITATION#globex' } },
              ConditionExpression: 'attribute_exists(#PK) AND NOT #expiresAt <= :v0',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              ExpressionAttributeNames: { '#PK': 'PK', '#expiresAt': 'expiresAt' },
              ExpressionAttributeValues: { ':v0': { N: '1768478400' } },
            },
          },
        ],
      },
    ],
    data: { createMember: { member: { tenantRole: 'GUEST' }, conflict: null }, deleteInvitation: { conflict: null } },
  },
]);
