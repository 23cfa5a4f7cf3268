import { serverSentEvents } from './serverSentEvents.js';

export interface Note {
  readonly noteId: string;
  readonly text: string;
  readonly version: number;
}

/** An edit that the server has not seen yet, and the version that it was made on. */
export type Edit = Note;

/** What a device keeps while it is off: all of it is JSON. */
export interface KeptNotes {
  readonly notes: readonly Note[];
  /** All changes up to here are in `notes`. Undefined: never read. */
  readonly cursor: string | undefined;
  readonly edits: readonly Edit[];
}

export interface OfflineNotesOptions {
  /** `http://localhost:4000/graphql` */
  readonly url: string;
  readonly board: string;
  readonly kept?: KeptNotes;
  /** An edit came too late; `current` is the note as it is now, undefined where it is gone. */
  readonly onConflict: (edit: Edit, current: Note | undefined) => void;
}

/** The notes of a board, which can be read and edited without a network. */
export interface OfflineNotes {
  kept(): KeptNotes;
  /** For the device alone, until the next `sync`. */
  edit(noteId: string, text: string): void;
  /** Hears what was missed, and sends what was edited. */
  sync(): Promise<void>;
  /** Hears what happens, until the connection breaks or `signal` is aborted. Then it can be called again. */
  watch(signal: AbortSignal): Promise<void>;
}

interface Change {
  readonly kind: string;
  readonly note: Note | null;
  readonly previous: Note | null;
}

const NOTE = 'noteId text version';
const CHANGE = `kind note { ${NOTE} } previous { ${NOTE} }`;
const NOW = 'query ($board: ID!) { noteChanges(board: $board) { pageInfo { endCursor } } }';
const ALL = `query ($board: ID!, $after: String) { notesByBoard(board: $board, first: 100, after: $after) { nodes { ${NOTE} } pageInfo { hasNextPage endCursor } } }`;
const MISSED = `query ($board: ID!, $since: String) { noteChanges(board: $board, since: $since, first: 100) { nodes { ${CHANGE} } pageInfo { hasNextPage endCursor } } }`;
const WATCH = `subscription ($board: ID!) { noteChanged(board: $board) { ${CHANGE} } }`;
const EDIT = `mutation ($board: ID!, $noteId: ID!, $text: String!, $version: Int!) { updateNote(board: $board, noteId: $noteId, expectedVersion: $version, set: { text: $text }) { note { ${NOTE} } conflict { current { ${NOTE} } } } }`;

interface Page<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

export function createOfflineNotes({ url, board, kept, onConflict }: OfflineNotesOptions): OfflineNotes {
  let notes = new Map((kept?.notes ?? []).map((note) => [note.noteId, note]));
  let cursor = kept?.cursor;
  let edits = kept?.edits ?? [];

  /** The value of the only root field. */
  async function ask<T>(query: string, variables: object = {}): Promise<T> {
    const body = JSON.stringify({ query, variables: { board, ...variables } });
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return rootOf<T>(await response.text());
  }

  /** The cursor first: what is written while the notes are read comes again as a change, and none is missed. */
  async function begin(): Promise<void> {
    const { pageInfo: now } = await ask<Page<never>>(NOW);
    const all: Note[] = [];
    let page: Page<Note> | undefined;
    do {
      page = await ask<Page<Note>>(ALL, { after: page?.pageInfo.endCursor });
      all.push(...page.nodes);
    } while (page.pageInfo.hasNextPage);
    notes = new Map(all.map((note) => [note.noteId, note]));
    cursor = now.endCursor;
  }

  async function catchUp(): Promise<void> {
    for (let hasMore = true; hasMore;) {
      if (cursor === undefined) return begin();
      const { nodes, pageInfo } = await ask<Page<Change>>(MISSED, { since: cursor });
      if (nodes.some(({ kind }) => kind === 'GAP')) return begin();
      for (const change of nodes) apply(change);
      cursor = pageInfo.endCursor;
      hasMore = pageInfo.hasNextPage;
    }
  }

  /** A note may be newer here than the change says: it was read, or edited here, since. */
  function apply({ note, previous }: Change): void {
    const changed = note ?? previous;
    if (changed === null) return;
    const known = notes.get(changed.noteId);
    if (known !== undefined && known.version > changed.version) return;
    if (note === null) notes.delete(changed.noteId);
    else notes.set(note.noteId, note);
  }

  async function sendEdits(): Promise<void> {
    for (let [edit] = edits; edit !== undefined; [edit] = edits) {
      const { note, conflict } = await ask<Written>(EDIT, edit);
      if (note !== null) apply({ kind: 'UPDATED', note, previous: null });
      // Its own, sent before: the answer was lost then.
      else if (conflict?.current?.text !== edit.text) onConflict(edit, conflict?.current ?? undefined);
      edits = edits.slice(1);
    }
  }

  return {
    kept: () => ({ notes: [...notes.values()], cursor, edits }),
    edit(noteId, text) {
      const edited = edits.find((edit) => edit.noteId === noteId);
      const version = edited?.version ?? notes.get(noteId)?.version;
      if (version === undefined) throw new Error(`There is no note "${noteId}".`);
      edits = [...edits.filter((edit) => edit !== edited), { noteId, text, version }];
    },
    async sync() {
      await catchUp();
      await sendEdits();
    },
    async watch(signal) {
      if (cursor === undefined) await begin();
      const headers = {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        'last-event-id': cursor ?? '',
      };
      const body = JSON.stringify({ query: WATCH, variables: { board } });
      const response = await fetch(url, { method: 'POST', headers, body, signal });
      for await (const { event, id, data } of serverSentEvents(response)) {
        if (event === 'complete') return;
        const change = rootOf<Change>(data);
        if (change.kind === 'GAP') await begin();
        else {
          apply(change);
          cursor = id ?? cursor;
        }
      }
    },
  };
}

interface Written {
  readonly note: Note | null;
  readonly conflict: { readonly current: Note | null } | null;
}

/** @throws {Error} with the first error of an answer. */
function rootOf<T>(text: string): T {
  const { data, errors } = JSON.parse(text) as {
    readonly data?: Readonly<Record<string, T>> | null;
    readonly errors?: readonly { readonly message: string }[];
  };
  if (errors?.[0] !== undefined) throw new Error(errors[0].message);
  return Object.values(data ?? {})[0] as T;
}
