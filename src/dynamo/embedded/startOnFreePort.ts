import { freePort } from './freePort.js';

/** How many ports are tried where each is taken between the choice and the engine's bind. */
const ATTEMPTS = 5;
const PORT_TAKEN = /already in use|BindException/i;

/**
 * Starts something on a port that is free. No choice is safe from another
 * process that binds the port first, so what fails for that is started again elsewhere.
 *
 * @throws what `start` throws for any other reason, or on the fifth port.
 */
export async function startOnFreePort<T>(
  start: (port: number) => Promise<T>,
  choosePort: () => Promise<number> = freePort,
): Promise<{ started: T; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort();
    try {
      return { started: await start(port), port };
    } catch (error) {
      const taken = error instanceof Error && PORT_TAKEN.test(error.message);
      if (!taken || attempt === ATTEMPTS) throw error;
    }
  }
}
