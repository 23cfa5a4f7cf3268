import type { AttributeMap } from '../../model/attributeValue.js';
import { countCommand, listCommand, type ListPlan } from '../plan/listPlan.js';
import { isListed, readRows, send, type ListIo, type ListReader } from './listReader.js';
import type { QueryInput, ScanInput } from './transport.js';

/**
 * How many items a connection has in all.
 *
 * DynamoDB counts them itself where each row it finds is surely listed; else the rows are read and counted here. Each
 * costs what reading the items would. Shards are counted side by side.
 *
 * @param plan  With no more fields selected than counting needs: none.
 * @returns undefined when the budget was spent before the end.
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
  const counts = await Promise.all(commands.map((command) => countAll(reader, command)));
  return counts.reduce<number | undefined>(
    (sum, count) => (sum === undefined || count === undefined ? undefined : sum + count),
    0,
  );
}

async function countAll(reader: ListReader, command: QueryInput | ScanInput): Promise<number | undefined> {
  let count = 0;
  let position: AttributeMap | undefined;
  do {
    if (reader.budget.leftUnits <= 0) return undefined;
    const page = { ...command, ...(position === undefined ? {} : { ExclusiveStartKey: position }) };
    const found = reader.plan.keepsEveryRow ? await countPage(reader, page) : await countRows(reader, page);
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
