import { epochSeconds, type SampleItem } from '../sampleItem.js';

/**
 * Two tenants, three people and their work, in the order of the keys. Ids of projects and tasks are short, and sort
 * before any ULID. Only the invitation depends on `now`: it ends a week later.
 */
export function workspaceItems(now: Date): readonly SampleItem[] {
  return [
    login('ada@example.com', 'ada'),
    login('bo@example.com', 'bo'),
    invitation('bo@example.com', 'globex', 'GUEST', 'cleo', epochSeconds(now, 7)),
    { ...tenant('acme', 'Acme', 'TEAM'), slug: 'acme' },
    member('acme', 'ada', 'OWNER'),
    member('acme', 'bo', 'MEMBER'),
    project('acme', '001', 'Apollo', 'ACTIVE', '2026-03-31'),
    project('acme', '002', 'Borealis', 'ACTIVE', '2026-02-28'),
    project('acme', '003', 'Cumulus', 'ARCHIVED', '2025-06-30'),
    role('acme', '001', 'ada', 'LEAD'),
    role('acme', '001', 'bo', 'EDITOR'),
    task('acme', '001', '001', 'Write the plan', { assigneeId: 'bo', dueOn: '2026-01-20' }),
    task('acme', '001', '002', 'Ask for the budget', { assigneeId: 'ada', doneAt: '2026-01-10T09:00:00.000Z' }),
    task('acme', '001', '003', 'Find a name', {}),
    role('acme', '002', 'bo', 'VIEWER'),
    task('acme', '002', '004', 'Read the old plan', { assigneeId: 'bo', dueOn: '2026-01-18' }),
    tenant('globex', 'Globex', 'ENTERPRISE'),
    member('globex', 'ada', 'GUEST'),
    member('globex', 'cleo', 'OWNER'),
    project('globex', '004', 'Dynamo', 'PAUSED', '2026-09-30'),
    task('globex', '004', '005', 'Look at the figures', { assigneeId: 'ada', dueOn: '2026-01-19' }),
    user('ada', 'Ada Berg'),
    user('bo', 'Bo Chen'),
    user('cleo', 'Cleo Diaz'),
  ];
}

/** What the gateway keeps in a table of its own, "sortkey", for a unique value: who has it. */
export function slugMarkers(): readonly SampleItem[] {
  return [{ pk: 'UNIQUE#Tenant.slug#acme', sk: 'UNIQUE', owner: { PK: 'TENANT#acme', SK: 'TENANT' } }];
}

const OPENED = '2025-05-01T08:00:00.000Z';

function tenant(tenantId: string, name: string, plan: string): SampleItem {
  return { PK: `TENANT#${tenantId}`, SK: 'TENANT', tenantId, name, plan, createdAt: OPENED, version: 1 };
}

function user(userId: string, name: string): SampleItem {
  return { PK: `USER#${userId}`, SK: 'USER', userId, name };
}

function login(email: string, userId: string): SampleItem {
  return { PK: `EMAIL#${email}`, SK: 'LOGIN', email, userId };
}

function member(tenantId: string, userId: string, tenantRole: string): SampleItem {
  return {
    PK: `TENANT#${tenantId}`,
    SK: `MEMBER#${userId}`,
    GSI1PK: `USER#${userId}`,
    GSI1SK: `MEMBER#${tenantId}`,
    tenantId,
    userId,
    tenantRole,
    joinedAt: OPENED,
  };
}

function invitation(
  email: string,
  tenantId: string,
  tenantRole: string,
  invitedById: string,
  expiresAt: number,
): SampleItem {
  return {
    PK: `EMAIL#${email}`,
    SK: `INVITATION#${tenantId}`,
    GSI1PK: `TENANT#${tenantId}`,
    GSI1SK: `INVITATION#${email}`,
    email,
    tenantId,
    tenantRole,
    invitedById,
    expiresAt,
  };
}

function project(tenantId: string, projectId: string, name: string, status: string, dueOn: string): SampleItem {
  return {
    PK: `TENANT#${tenantId}`,
    SK: `PROJECT#${projectId}`,
    GSI1PK: `TENANT#${tenantId}`,
    GSI1SK: `PROJECT#${status}#${dueOn}`,
    tenantId,
    projectId,
    name,
    status,
    dueOn,
    version: 1,
  };
}

function role(tenantId: string, projectId: string, userId: string, projectRole: string): SampleItem {
  return {
    PK: `TENANT#${tenantId}#PROJECT#${projectId}`,
    SK: `ROLE#${userId}`,
    GSI1PK: `USER#${userId}`,
    GSI1SK: `ROLE#${tenantId}#${projectId}`,
    tenantId,
    projectId,
    userId,
    projectRole,
  };
}

interface Assignment {
  readonly assigneeId?: string;
  readonly dueOn?: string;
  readonly doneAt?: string;
}

function task(tenantId: string, projectId: string, taskId: string, title: string, assignment: Assignment): SampleItem {
  const { assigneeId, dueOn } = assignment;
  const isListed = assigneeId !== undefined && dueOn !== undefined;
  return {
    PK: `TENANT#${tenantId}#PROJECT#${projectId}`,
    SK: `TASK#${taskId}`,
    ...(isListed ? { GSI1PK: `USER#${assigneeId}`, GSI1SK: `TASK#${dueOn}` } : {}),
    tenantId,
    projectId,
    taskId,
    title,
    ...assignment,
    version: 1,
  };
}
