import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { type Backlog, createSubscriber, type Subscriber } from '../subscriptions/subscriber.js';

/** Bytes on their way to one client beyond which results wait with their subscribers, and pings are not answered. */
export const MAX_BUFFERED_BYTES = 1_000_000;

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

/** The results of a socket's subscriptions. */
export interface SocketOutlet {
  /**
   * One of the socket's subscribers. Its results go past graphql-ws, which would make each of them text anew and await
   * each by itself: a result that a thousand subscribers get is one text, and every message only its id around it.
   *
   * One that has the id already has left: its client may complete an operation that is still starting and take its id
   * for another, of which graphql-ws takes no notice.
   *
   * @param onEnd  Called when no result comes any more.
   */
  subscriber(id: string, onEnd: () => void): Subscriber;
  /** Whoever has this id wants no more. */
  leave(id: string): void;
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
  const open = new Map<string, Subscriber>();

  // Called when a message has left; of a full buffer the last one has it, and finds it empty.
  const onSent = () => {
    if (blocked.size === 0 || socket.bufferedAmount > MAX_BUFFERED_BYTES / 2) return;
    const waiting = [...blocked];
    blocked.clear();
    for (const subscriber of waiting) subscriber.flush();
  };

  socket.once('close', () => {
    for (const subscriber of [...open.values()]) subscriber.leave();
  });

  return {
    leave: (id) => open.get(id)?.leave(),
    subscriber(id, onEnd) {
      open.get(id)?.leave();
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
            if (open.size > 1) corkForThisTurn(connection);
            const message = messageOf(head, bytes);
            const isFilling = socket.bufferedAmount + message.length > MAX_BUFFERED_BYTES / 2;
            socket.send(message, TEXT, isFilling ? onSent : undefined);
          },
          complete: onEnd,
        },
        backlog,
      );
      open.set(id, subscriber);
      subscriber.onEnd(() => {
        blocked.delete(subscriber);
        if (open.get(id) === subscriber) open.delete(id);
      });
      return subscriber;
    },
  };
}

/** `head`, `payload` and a brace. `Buffer.concat` would look at the three of them anew for every message. */
function messageOf(head: Buffer, payload: Buffer): Buffer {
  const message = Buffer.allocUnsafe(head.length + payload.length + 1);
  message.set(head);
  message.set(payload, head.length);
  message[message.length - 1] = BRACE;
  return message;
}

const BRACE = '}'.charCodeAt(0);
