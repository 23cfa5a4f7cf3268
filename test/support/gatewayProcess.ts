import { startCli, urlOf } from '../abuse/runCli.js';

/** `sortkey serve` in a process of its own. */
export interface GatewayProcess {
  /** `http://localhost:PORT` */
  readonly url: string;
  readonly pid: number;
  readonly isAlive: boolean;
  /** What it has written to its log and to the terminal. */
  log(): string;
  /** Without a word to anybody: SIGKILL. */
  kill(): Promise<void>;
  /** As a deployment ends it: SIGTERM. */
  stop(): Promise<void>;
  /** It stands still, and knows nothing of it when it is woken. */
  pause(): void;
  wake(): void;
}

/** @param settings  By their environment variables; nothing else is in its environment. */
export async function startGatewayProcess(settings: Readonly<Record<string, string>>): Promise<GatewayProcess> {
  const cli = startCli(['serve'], { PORT: '0', LOG_LEVEL: 'warn', NODE_ENV: 'development', ...settings });
  let isAlive = true;
  void cli.ended.then(() => (isAlive = false));
  async function end(signal: NodeJS.Signals): Promise<void> {
    isAlive = false;
    cli.process.kill(signal);
    await cli.ended;
  }
  try {
    const url = await urlOf(cli);
    return {
      url,
      pid: cli.process.pid ?? 0,
      get isAlive() {
        return isAlive;
      },
      log: () => cli.stdout() + cli.stderr(),
      kill: () => end('SIGKILL'),
      stop: () => end('SIGTERM'),
      pause: () => void cli.process.kill('SIGSTOP'),
      wake: () => void cli.process.kill('SIGCONT'),
    };
  } catch (error) {
    cli.process.kill('SIGKILL');
    throw error;
  }
}
