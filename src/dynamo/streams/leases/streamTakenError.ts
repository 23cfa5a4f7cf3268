/** Another process reads the stream of a table that was to be read by one process alone. */
export class StreamTakenError extends Error {
  override readonly name = 'StreamTakenError';
  readonly table: string;
  /** `host:pid` of the other process. */
  readonly owner: string;

  constructor(table: string, worker: string) {
    const owner = worker.split(':').slice(0, 2).join(':');
    super(
      `The stream of table "${table}" is read by another process (${owner}), and this one was to read it alone. ` +
        'Stop the other, give this consumer a name of its own, or let them share (sharing: "SHARED").',
    );
    this.table = table;
    this.owner = owner;
  }
}
