import { dirname } from 'node:path';
import type { EngineCommand } from './findEngine.js';

/** The engine's command line for a port on loopback and a data file (undefined: in memory). */
export function engineArguments(engine: EngineCommand, port: number, dataFile: string | undefined): readonly string[] {
  if (engine.jar === undefined) {
    const data = dataFile === undefined ? [] : ['--db-path', dataFile];
    return ['serve', '--host', '127.0.0.1', '--port', String(port), ...data];
  }
  // These JVM flags halve the time to the first answer.
  const jvm = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx256m'];
  const libraries = `-Djava.library.path=${dirname(engine.jar)}/DynamoDBLocal_lib`;
  const data = dataFile === undefined ? ['-inMemory'] : ['-dbPath', localDataFolder(dataFile)];
  const settings = ['-sharedDb', '-disableTelemetry', '-port', String(port)];
  return [...jvm, libraries, '-jar', engine.jar, ...data, ...settings];
}

/** DynamoDB Local names its file itself, so it gets a folder beside the data file. */
export function localDataFolder(dataFile: string): string {
  return `${dataFile}.dynamodb-local`;
}
