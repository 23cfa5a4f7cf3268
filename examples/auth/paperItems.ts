import type { SampleItem } from '../single-table/sampleItem.js';

/** Two organisations and their papers, in the order of the keys. */
export function paperItems(): readonly SampleItem[] {
  return [
    {
      PK: 'LOG#acme',
      SK: '01K7000000000000000000000A',
      orgId: 'acme',
      entryId: '01K7000000000000000000000A',
      documentId: '002',
      from: 'cleo',
      to: 'bo',
    },
    document('acme', '001', 'ada', 'Plan', {
      editorIds: new Set(['bo']),
      readerTeams: ['design'],
      privateNotes: 'Ask Cleo for the budget.',
      legalNote: 'Names a customer.',
    }),
    document('acme', '002', 'bo', 'Ideas', {}),
    document('acme', '003', 'cleo', 'Sketches', { readerTeams: ['design', 'sales'] }),
    document('globex', '004', 'dana', 'Figures', {}),
    { PK: 'TEMPLATE', SK: 'letter', name: 'letter', body: 'Dear' },
  ];
}

interface Shared {
  readonly editorIds?: ReadonlySet<string>;
  readonly readerTeams?: readonly string[];
  readonly privateNotes?: string;
  readonly legalNote?: string;
}

function document(orgId: string, documentId: string, ownerId: string, title: string, shared: Shared): SampleItem {
  return {
    PK: `ORG#${orgId}`,
    SK: `DOC#${documentId}`,
    MinePK: `ORG#${orgId}#OF#${ownerId}`,
    MineSK: documentId,
    orgId,
    documentId,
    ownerId,
    title,
    body: `${title} of ${ownerId}`,
    ...shared,
    version: 1,
  };
}
