import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { type Backlog, createSubscriber, type Subscriber } from '../subscriptions/subscriber.js';

/** Bytes on their way to one client beyond which results wait with their subscribers. */
const MAX_BUFFERED_BYTES = 1_000_000;

/** Holds back what is written to a connection until the turn is over, to write it at once. */
export type CorkForThisTurn = (connection: Duplex) => void;

/** A change may be for many subscriptions of one socket: all of their messages are one write. */
export function createCorkForThisTurn(): CorkForThisTurn {
  const corked = new Set<Duplex>();
  const uncork = () => {
    for (const connection of corked) connection.uncork();
    corked.clear();
  };
  return (connection) => {
    if (corked.has(connection)) return;
    if (corked.size === 0) process.nextTick(uncork);
    corked.add(connection);
    connection.cork();
  };
}

const TEXT = { binary: false } as const;
const TAIL = Buffer.from('}');

/** The results of a socket's subscriptions. */
export interface SocketOutlet {
  /**
   * One of the socket's subscribers. Its results go past graphql-ws, which would make each of them text anew and await
   * each by itself: a result that a thousand subscribers get is one text, and every message only its id around it.
   *
   * @param onEnd  Called when no result comes any more.
   */
  subscriber(id: string, onEnd: () => void): Subscriber;
}

/**
 * @param connection  Below the socket.
 * @param corkForThisTurn  One for all sockets.
 */
export function createSocketOutlet(
  socket: WebSocket,
  connection: Duplex,
  corkForThisTurn: CorkForThisTurn,
): SocketOutlet {
  const backlog: Backlog = { characters: 0 };
  const blocked = new Set<Subscriber>();

  // One function for all messages. It is called when a message has left, so the last of a full buffer finds it empty.
  const onSent = () => {
    if (blocked.size === 0 || socket.bufferedAmount > MAX_BUFFERED_BYTES / 2) return;
    const waiting = [...blocked];
    blocked.clear();
    for (const subscriber of waiting) subscriber.flush();
  };

  return {
    subscriber(id, onEnd) {
      const head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
      const subscriber = createSubscriber(
        {
          isReady() {
            if (socket.bufferedAmount <= MAX_BUFFERED_BYTES) return true;
            blocked.add(subscriber);
            return false;
          },
          send({ bytes }) {
            if (socket.readyState !== socket.OPEN) return;
            corkForThisTurn(connection);
            socket.send(Buffer.concat([head, bytes, TAIL]), TEXT, onSent);
          },
          complete: onEnd,
        },
        backlog,
      );
      subscriber.onEnd(() => blocked.delete(subscriber));
      return subscriber;
    },
  };
}
