/**
 * The program that stands between the gateway and its engine, run by
 * `node --eval` so that it needs no file of its own in sources and build.
 *
 * A child outlives a parent that is killed with SIGKILL: no code of the parent
 * runs any more. What the system does do is close the parent's end of a pipe.
 * So the watchdog, not the gateway, is the engine's parent; it reads a pipe the
 * gateway holds open and never writes to, and stops the engine when that pipe
 * closes, whether by `close()` or because the gateway is gone. It deafens
 * itself to the signals of a terminal, for Ctrl-C reaches the whole process
 * group and the gateway still wants its engine while it drains.
 *
 * Arguments: the engine's command line. On stdout it writes one JSON line each:
 * `{"pid":N}`, then at the end `{"code":N|null,"signal":S|null}` or `{"error":"..."}`.
 * What the engine prints goes to stderr.
 */
export const WATCHDOG_SCRIPT = `
const { spawn } = require('node:child_process');
const [command, ...args] = process.argv.slice(1);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});
const finish = (message) => process.stdout.write(JSON.stringify(message) + '\\n', () => process.exit());
const engine = spawn(command, args, { stdio: ['ignore', 2, 2], windowsHide: true });
engine.on('error', (error) => finish({ error: error.message }));
engine.on('exit', (code, signal) => finish({ code, signal }));
if (engine.pid !== undefined) process.stdout.write(JSON.stringify({ pid: engine.pid }) + '\\n');
let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  engine.kill('SIGTERM');
  setTimeout(() => engine.kill('SIGKILL'), 2000);
};
process.stdin.on('end', stop).on('close', stop).on('error', stop).resume();
`;
