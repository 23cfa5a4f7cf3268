import type { Scenario } from '../../support/scenario.js';
import { ANN, papers } from '../fixtures/papers.js';

const MANY_TEAMS = Array.from({ length: 300 }, (_, at) => `team${at}`);

/** What no rule could allow is refused before any call. */
export const authRefusals: readonly Scenario[] = [
  {
    ...papers,
    title: 'nobody known is refused before any call',
    operation: `{ paper(paperId: "p1") { title } scanPapers { nodes { title } } }`,
    commands: [],
    data: { paper: null, scanPapers: null },
    errors: [
      { code: 'FORBIDDEN', message: 'No rule lets you read a Paper like this.', path: ['paper'] },
      { code: 'FORBIDDEN', message: 'No rule lets you read a Paper like this.', path: ['scanPapers'] },
    ],
  },
  {
    ...papers,
    ...ANN,
    title: 'a type without a rule is denied',
    operation: `{ hidden(hiddenId: "1") { hiddenId } }`,
    commands: [],
    data: { hidden: null },
    errors: [{ code: 'FORBIDDEN', message: 'No rule lets you read a Hidden like this.', path: ['hidden'] }],
  },
  {
    ...papers,
    ...ANN,
    title: 'a new item of somebody else is FORBIDDEN',
    operation: `mutation { createPaper(input: { paperId: "p9", ownerId: "bob" }) { paper { ownerId } } }`,
    commands: [],
    data: { createPaper: null },
    errors: [{ code: 'FORBIDDEN', message: 'No rule lets you create a Paper like this.', path: ['createPaper'] }],
  },
  {
    ...papers,
    ...ANN,
    title: 'an update that gives the item away is FORBIDDEN',
    operation: `mutation { updatePaper(paperId: "p1", set: { ownerId: "bob" }) { paper { year } } }`,
    commands: [],
    data: { updatePaper: null },
    errors: [{ code: 'FORBIDDEN', message: 'No rule lets you update a Paper like this.', path: ['updatePaper'] }],
  },
  {
    ...papers,
    ...ANN,
    title: 'a transaction with a write that is FORBIDDEN is not sent',
    operation: `mutation @transaction { updatePaper(paperId: "p1", set: { year: 2026 }) { conflict { reason } } updateLetter(tenantId: "other", ownerId: "ann", letterId: "1", set: { text: "x" }) { conflict { reason } } }`,
    commands: [],
    data: { updatePaper: { conflict: { reason: 'TRANSACTION_CANCELLED' } }, updateLetter: null },
    errors: [{ code: 'FORBIDDEN', message: 'No rule lets you update a Letter like this.', path: ['updateLetter'] }],
  },
  {
    ...papers,
    identity: 'ann',
    claims: { sub: 'ann', groups: MANY_TEAMS },
    title: 'a claim with more values than a condition can hold changes nothing of what its rule asks',
    operation: `mutation { updateJournal(journalId: "1", set: { name: "x" }) { conflict { reason } } deleteJournal(journalId: "1") { conflict { reason } } }`,
    commands: [],
    data: { updateJournal: null, deleteJournal: null },
    errors: ['updateJournal', 'deleteJournal'].map((field) => ({
      code: 'LIMIT_EXCEEDED',
      message:
        "Your claims have too many values for the rules of Journal: as DynamoDB's expression they have 8022 bytes, and 4096 are allowed. Ask with a token that names fewer.",
      path: [field],
    })),
  },
];
