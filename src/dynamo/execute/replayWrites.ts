import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import type { Model } from '../../model/model.js';
import { unrestricted } from '../../model/viewer.js';
import { planWrite } from '../plan/planWrite.js';
import type { Write } from '../plan/write.js';
import { encodeArgument } from '../values/encodeValue.js';
import { readWritten } from './readWritten.js';
import type { WriteIo } from './writeIo.js';
import type { Written } from './writeOutcome.js';

/**
 * What the writes of a transaction that was done before have to say now: the items as they are stored, with the values
 * that were generated then. A deleted item is none, also where a later write deleted it.
 *
 * @param writes  Made with what was generated then.
 * @param madeAt  The moment of the transaction.
 */
export async function replayWrites(io: WriteIo, writes: readonly Write[], madeAt: Date): Promise<readonly Written[]> {
  const read = await readWritten(
    io,
    writes.map((write) => (write.returnsItem && write.kind !== 'delete' ? write : undefined)),
  );
  return read.map((written, at) => {
    const write = writes[at];
    if (written.item === undefined || write === undefined) return written;
    return { ...written, item: { ...written.item, ...generatedBy(write, io.model, madeAt) } };
  });
}

/** The attributes that the write has generated. */
function generatedBy(write: Write, model: Model, madeAt: Date): AttributeMap {
  const { entity, kind } = write;
  const fields = [...entity.fields.values()].filter(({ generated, stored }) => generated !== undefined && stored);
  const values = new Map<string, AttributeValue>();
  if (kind === 'create' || kind === 'put') {
    const plan = planWrite(write, model, unrestricted(madeAt), { item: undefined });
    const item: AttributeMap = plan.action === 'PutItem' ? plan.input.Item : {};
    for (const { attribute } of fields) {
      const value = item[attribute];
      if (value !== undefined) values.set(attribute, value);
    }
  }
  if (kind === 'update') {
    for (const { attribute, generated, type } of fields) {
      if (generated !== 'UPDATED_AT') continue;
      const value = encodeArgument(type, madeAt.toISOString(), model.maps, []);
      if (value !== undefined) values.set(attribute, value);
    }
  }
  return Object.fromEntries(values);
}
