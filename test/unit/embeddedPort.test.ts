import { describe, expect, test } from '@jest/globals';
import { engineArguments } from '../../src/dynamo/embedded/engineArguments.js';
import { findEngine } from '../../src/dynamo/embedded/findEngine.js';
import { freePort } from '../../src/dynamo/embedded/freePort.js';
import { spawnEngine } from '../../src/dynamo/embedded/spawnEngine.js';
import { startOnFreePort } from '../../src/dynamo/embedded/startOnFreePort.js';
import { waitUntilReady } from '../../src/dynamo/embedded/waitUntilReady.js';
import { testEngine } from '../support/engine.js';

async function startOn(port: number): Promise<number> {
  const command = findEngine({ kind: 'dynoxide' });
  const engine = await spawnEngine(command, engineArguments(command, port, undefined));
  try {
    await waitUntilReady(engine, `http://127.0.0.1:${port}`, 'dynoxide');
    return engine.pid;
  } finally {
    await engine.stop();
  }
}

/** A port on which another engine answers. */
const takenPort = () => Number(new URL(testEngine().endpoint).port);

describe('a port that is taken before the engine binds it', () => {
  test('is seen as taken, although someone answers there', async () => {
    await expect(startOn(takenPort())).rejects.toThrow(/The engine did not start.*already in use/s);
  });

  test('is left for another', async () => {
    const free = await freePort();
    const choices = [takenPort(), takenPort(), free];
    const { port } = await startOnFreePort(startOn, async () => choices.shift() ?? 0);
    expect(port).toBe(free);
  });

  test('is tried five times, not for ever', async () => {
    let choices = 0;
    const choosePort = async () => {
      choices += 1;
      return 1;
    };
    const start = () => Promise.reject(new Error('java.net.BindException: Address already in use'));
    await expect(startOnFreePort(start, choosePort)).rejects.toThrow('BindException');
    expect(choices).toBe(5);
  });

  test('is no reason to try again what fails for another', async () => {
    let starts = 0;
    const start = () => {
      starts += 1;
      return Promise.reject(new Error('no database'));
    };
    await expect(startOnFreePort(start)).rejects.toThrow('no database');
    expect(starts).toBe(1);
  });
});

test('a command that does not exist is named', async () => {
  await expect(spawnEngine({ kind: 'dynoxide', command: '/nowhere/dynoxide' }, [])).rejects.toThrow(
    /"\/nowhere\/dynoxide" cannot be started: .*ENOENT/,
  );
});
