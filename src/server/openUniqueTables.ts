import type { GatewaySettings } from '../config/gatewaySettings.js';
import { createCaller, type Caller } from '../dynamo/execute/caller.js';
import type { Entity, Model, Table } from '../model/model.js';
import { createLogger } from '../observability/createLogger.js';
import { createClosers } from './closers.js';
import { openStorage } from './storage.js';

export interface UniqueTables {
  readonly caller: Caller;
  close(): Promise<void>;
}

export interface UniqueTablesOptions {
  readonly settings: GatewaySettings;
  /** With physical table names. */
  readonly model: Model;
  readonly entity: Entity;
}

/**
 * Opens the table of a type and the gateway's own as `serve` does: the embedded engine is started and makes what is
 * missing; elsewhere these two tables are looked at, unless the settings say `tables: none`, and others do not matter.
 *
 * @throws As `openStorage`; an Error naming the process that has the engine's data open.
 */
export async function openUniqueTables({ settings, model, entity }: UniqueTablesOptions): Promise<UniqueTables> {
  const logger = createLogger('silent');
  const closers = createClosers(logger);
  const embedded = settings.endpoint === undefined && settings.region === undefined;
  try {
    const { transport } = await openStorage({
      settings: embedded
        ? { ...settings, inMemory: false, tables: 'create' }
        : { ...settings, tables: settings.tables === 'none' ? 'none' : 'verify' },
      model: embedded ? model : withTableOf(model, entity),
      tableName: (name) => settings.tablePrefix + name,
      seed: undefined,
      closers,
      logger,
      onProgress: () => {},
      onFailure: (reason) => logger.error(reason),
    });
    return { caller: createCaller({ transport }), close: () => closers.closeAll() };
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

/** The model as if it had that one table, without indexes. */
function withTableOf(model: Model, entity: Entity): Model {
  const table = model.tables.get(entity.table);
  const tables: [string, Table][] = table === undefined ? [] : [[table.name, { ...table, indexes: new Map() }]];
  return { ...model, tables: new Map(tables), entities: new Map([[entity.name, entity]]) };
}
