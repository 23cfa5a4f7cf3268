import type { ServerResponse } from 'node:http';
import { type Backlog, createSubscriber, type Subscriber } from '../subscriptions/subscriber.js';

const PING_INTERVAL_MS = 12_000;
/** How long the end of a stream may take to reach a client that does not read. */
const END_TIMEOUT_MS = 2_000;

/** A response of Server-Sent Events, for one operation or, where they have ids, for several. */
export interface EventStream {
  /**
   * An operation whose results go into it.
   *
   * @param id  Undefined: it has the stream for itself. Then each event has the cursor of its change for its id, which a
   *   browser sends as `Last-Event-ID` when it comes back, and the stream ends with the operation.
   */
  operation(id: string | undefined): Subscriber;
  /** What is open under an id. */
  find(id: string): Subscriber | undefined;
  readonly size: number;
  /** Begins to send; until then all waits. */
  open(res: ServerResponse): void;
  readonly isOpen: boolean;
  /**
   * Ends the response without completing what is open: clients take it for a connection that broke, and come back with
   * the last cursor. Resolves when the client has got all, or has had its time; at once where the stream was never
   * opened, and never will be.
   */
  close(): Promise<void>;
}

/** @param onClose  Called once, when its client has gone. */
export function createEventStream(onClose: () => void): EventStream {
  const operations = new Map<string, Subscriber>();
  const backlog: Backlog = { characters: 0 };
  const blocked = new Set<Subscriber>();
  /** The ends of operations before the stream was opened. */
  let early: string[] = [];
  let response: ServerResponse | undefined;
  let isFull = false;
  /** Its client is gone, or will not come: an operation that arrives still has nobody to tell. */
  let isOver = false;
  /** Pings since it was last seen to read. */
  let unread = 0;

  function write(text: string): void {
    if (response === undefined) early.push(text);
    else if (!response.writableEnded && !response.destroyed) isFull = !response.write(text);
  }

  function flush(): void {
    isFull = false;
    unread = 0;
    const waiting = [...blocked];
    blocked.clear();
    for (const subscriber of waiting) subscriber.flush();
  }

  function leave(): void {
    isOver = true;
    for (const subscriber of [...operations.values()]) subscriber.leave();
  }

  function end(): void {
    if (response === undefined || response.writableEnded) return;
    const res = response;
    const timer = setTimeout(() => res.destroy(), END_TIMEOUT_MS);
    res.once('close', () => clearTimeout(timer));
    res.end();
  }

  function operation(id: string | undefined): Subscriber {
    const name = id === undefined ? undefined : JSON.stringify(id);
    const subscriber = createSubscriber(
      {
        isReady() {
          if (response !== undefined && !isFull) return true;
          blocked.add(subscriber);
          return false;
        },
        send(result) {
          if (name !== undefined) write(`event: next\ndata: {"id":${name},"payload":${result.text}}\n\n`);
          else if (result.eventId === undefined) write(`event: next\ndata: ${result.text}\n\n`);
          else write(`event: next\nid: ${result.eventId}\ndata: ${result.text}\n\n`);
        },
        complete() {
          write(`event: complete\ndata:${name === undefined ? '' : ` {"id":${name}}`}\n\n`);
          if (id === undefined) end();
        },
      },
      backlog,
    );
    const key = id ?? '';
    operations.set(key, subscriber);
    subscriber.onEnd(() => {
      blocked.delete(subscriber);
      if (operations.get(key) === subscriber) operations.delete(key);
    });
    if (isOver) subscriber.leave();
    return subscriber;
  }

  function open(res: ServerResponse): void {
    response = res;
    res.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      // nginx would keep events until its buffer is full.
      'x-accel-buffering': 'no',
    });
    res.on('drain', flush);
    res.on('error', () => res.destroy());
    const pings = setInterval(() => {
      if (!isFull) write(':\n\n');
      // It is gone, whatever its connection says.
      else if (++unread === 2) res.destroy();
    }, PING_INTERVAL_MS);
    res.once('close', () => {
      clearInterval(pings);
      leave();
      onClose();
    });
    // There are browsers that show nothing of a response before its first bytes have come.
    write(`:\n\n${early.join('')}`);
    early = [];
    flush();
  }

  return {
    operation,
    find: (id) => operations.get(id),
    get size() {
      return operations.size;
    },
    open,
    get isOpen() {
      return response !== undefined;
    },
    async close() {
      leave();
      const res = response;
      if (res === undefined || res.closed) return;
      const closed = new Promise((resolve) => res.once('close', resolve));
      end();
      await closed;
    },
  };
}
