import { WebSocket } from 'ws';

/** What came under one subscription, in the order in which it came. */
export interface ReceivedResult {
  readonly socket: number;
  readonly id: string;
  readonly payload: unknown;
}

/** WebSockets that speak the protocol themselves: a client library for each subscription would take longer than the gateway. */
export interface ChangeSockets {
  readonly sockets: readonly WebSocket[];
  readonly received: readonly ReceivedResult[];
  /** Subscriptions that the gateway has completed. */
  readonly completed: readonly Omit<ReceivedResult, 'payload'>[];
  subscribe(socket: number, id: string, query: string, variables?: Readonly<Record<string, unknown>>): void;
  close(): void;
}

interface Message {
  readonly type: 'connection_ack' | 'next' | 'error' | 'complete' | 'ping' | 'pong';
  readonly id: string;
  readonly payload?: unknown;
}

export async function openChangeSockets(url: string, count: number): Promise<ChangeSockets> {
  const received: ReceivedResult[] = [];
  const completed: Omit<ReceivedResult, 'payload'>[] = [];

  async function open(socket: number): Promise<WebSocket> {
    const opened = new WebSocket(url, 'graphql-transport-ws');
    const acknowledged = new Promise<void>((resolve, reject) => {
      opened.once('error', reject);
      opened.on('message', (data: Buffer) => {
        const { type, id, payload } = JSON.parse(data.toString()) as Message;
        if (type === 'next' || type === 'error') received.push({ socket, id, payload });
        else if (type === 'complete') completed.push({ socket, id });
        else if (type === 'connection_ack') resolve();
      });
    });
    await new Promise<void>((resolve) => opened.once('open', resolve));
    opened.send(JSON.stringify({ type: 'connection_init' }));
    await acknowledged;
    return opened;
  }

  const sockets = await Promise.all(Array.from({ length: count }, (_, socket) => open(socket)));
  return {
    sockets,
    received,
    completed,
    subscribe(socket, id, query, variables = {}) {
      sockets[socket]?.send(JSON.stringify({ type: 'subscribe', id, payload: { query, variables } }));
    },
    close() {
      for (const socket of sockets) socket.terminate();
    },
  };
}
