import type { AttributeMap } from '../../model/attributeValue.js';
import { countCommand, listCommand, type ListPlan } from '../plan/listPlan.js';
import { isListed, readRows, send, type ListIo, type ListReader } from './listReader.js';
import type { QueryInput, ScanInput } from '../actions.js';

/** A call ends after 1 MB, and half a unit reads 4 KB eventually. */
const MAX_UNITS_PER_CALL = 128;

/**
 * How many items a connection has in all.
 *
 * DynamoDB counts them itself where each row it finds is surely listed; else the rows are read and counted here. Each
 * costs what reading the items would. Shards are counted side by side, as many as the budget surely pays for.
 *
 * @param plan  With no more fields selected than counting needs: none.
 * @returns undefined when the budget was spent before the end; the last call may exceed it by what one call consumes.
 * @throws What `Caller.call` throws.
 */
export async function countItems(io: ListIo, plan: ListPlan, budgetReadUnits: number): Promise<number | undefined> {
  if (plan.matchesNothing) return 0;
  const reader: ListReader = { io, plan, budget: { leftUnits: budgetReadUnits } };
  const commandOf = plan.keepsEveryRow ? countCommand : listCommand;
  const commands =
    plan.action === 'Scan'
      ? [commandOf(plan, undefined)]
      : plan.partitions.map((partition) => commandOf(plan, { partition, sort: plan.sort }));
  const counts: (number | undefined)[] = [];
  const countOnAndOn = async (): Promise<void> => {
    for (let command = commands.shift(); command !== undefined; command = commands.shift()) {
      counts.push(await countAll(reader, command));
    }
  };
  const sideBySide = Math.max(1, Math.floor(budgetReadUnits / MAX_UNITS_PER_CALL));
  await Promise.all(Array.from({ length: Math.min(sideBySide, commands.length) }, countOnAndOn));
  return counts.reduce<number | undefined>(
    (sum, count) => (sum === undefined || count === undefined ? undefined : sum + count),
    0,
  );
}

async function countAll(reader: ListReader, command: QueryInput | ScanInput): Promise<number | undefined> {
  const { plan, budget } = reader;
  let count = 0;
  let position: AttributeMap | undefined;
  do {
    if (budget.leftUnits <= 0) return undefined;
    const page = { ...command, ...(position === undefined ? {} : { ExclusiveStartKey: position }) };
    // Set aside while the call is under way, so that those beside it do not count on the same units.
    budget.leftUnits -= MAX_UNITS_PER_CALL;
    const found = plan.keepsEveryRow ? await countPage(reader, page) : await countRows(reader, page);
    budget.leftUnits += MAX_UNITS_PER_CALL;
    count += found.count;
    position = found.position;
  } while (position !== undefined);
  return count;
}

interface CountedPage {
  readonly count: number;
  readonly position: AttributeMap | undefined;
}

async function countPage(reader: ListReader, command: QueryInput | ScanInput): Promise<CountedPage> {
  const output = await send(reader, command);
  return { count: output.Count ?? 0, position: output.LastEvaluatedKey };
}

async function countRows(reader: ListReader, command: QueryInput | ScanInput): Promise<CountedPage> {
  const { rows, output } = await readRows(reader, command);
  return { count: rows.filter(isListed).length, position: output.LastEvaluatedKey };
}
