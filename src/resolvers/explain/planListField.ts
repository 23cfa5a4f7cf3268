import { countCommand, listCommand, type ListPlan } from '../../dynamo/plan/listPlan.js';
import type { CostHint } from '../../model/model.js';
import { pageSize, refuseForbiddenList } from '../connection.js';
import type { ConnectionSelection } from '../selection.js';
import { exactly, product, timesCost } from './amount.js';
import { filterText } from './commandText.js';
import { limitOf, listCost, unitsOfItem, type ListReading } from './listCost.js';
import { listAsked, type ListAsked, type Values } from './askedLists.js';
import type { Amount } from './operationPlan.js';
import type { OutlinedField } from './outlineOperation.js';
import { parentsBelow, type Parents } from './parents.js';
import type { PlannedCall, PlannedLoad } from './plannedField.js';
import type { Planning } from './planning.js';
import { readMode } from './pricing.js';
import { partsOfRelation, relatedValues, type RelatedValues } from './relatedKeys.js';

export interface PlannedRead {
  readonly calls: readonly PlannedCall[];
  readonly loads: readonly PlannedLoad[];
  readonly items: Amount;
  readonly notes: readonly string[];
  /** The objects of its answer. */
  readonly gives: Parents;
}

/** A connection, or the first item of a list: Queries or a Scan, and what is read from the table beside them. */
export function planListField(planning: Planning, outline: OutlinedField, parents: Parents): PlannedRead {
  const asked = listAsked(planning, outline);
  const isFirst = outline.kind.kind === 'first' || isOne(outline);
  const selection = selectionOf(planning, outline, asked, isFirst);
  const knownOf = knownValues(planning, outline);
  const planWith = (known: Values, fields: typeof selection.fields) => {
    const { values, isExact } = knownOf(known);
    return asked.plan(values, fields, !isExact);
  };
  const planFor = (known: Values) => planWith(known, (entity) => selection.fields(entity));
  const [first = {}] = parents.known;
  const plan = planFor(first);
  refuseForbiddenList(plan, knownOf(first).values, planning.viewer);
  const reading = readingOf(planning, outline, asked, plan, selection, isFirst);
  const cost = listCost(reading, planning.sizes);
  const { times } = parents;

  const called = { table: plan.table, index: plan.index, action: plan.action } as const;
  const plans = () => parents.known.map((known, at) => (at === 0 ? plan : planFor(known)));
  const page: PlannedCall = {
    ...called,
    cost: timesCost(cost.page, times),
    afterwards: afterwardsOf(plan),
    commands: () => plans().flatMap((each) => pageCommands({ ...reading, plan: each }, asked.args)),
  };
  const total: PlannedCall = {
    ...called,
    cost: timesCost(cost.total, product(times, exactly(outline.totals))),
    afterwards: [plan.keepsEveryRow ? 'counted by DynamoDB' : 'counted by the gateway, row by row'],
    commands: () =>
      parents.known.flatMap((known) => {
        const commands = totalCommands(planWith(known, () => new Set<string>()));
        return Array.from({ length: outline.totals }, () => commands).flat();
      }),
  };
  const shown = hydration(planning, parents, plan, cost.hydrated);
  // To count what only items tell, they are read as well.
  const counted =
    outline.totals > 0 && plan.hydration?.when === 'LISTED'
      ? hydration(planning, parents, plan, product(cost.counted, exactly(outline.totals)))
      : [];
  const loads = [...shown, ...counted];
  return {
    calls: [
      ...(cost.page.calls.atMost > 0 ? [page] : []),
      ...(outline.totals > 0 && cost.total.calls.atMost > 0 ? [total] : []),
    ],
    loads,
    items: product(cost.items, times),
    notes: plan.matchesNothing ? ['its filter matches nothing: no call is made'] : [],
    gives: parentsBelow(parents, cost.items, {
      known: parents.known.length === 1 ? [exactOf(asked.common(exactlyKnown(knownOf(first))))] : [{}],
      waves: shown.length === 0 ? 0 : 1,
    }),
  };
}

function isOne({ kind }: OutlinedField): boolean {
  return kind.kind === 'relation' && kind.relation.kind === 'hasOne';
}

function selectionOf(
  { selection }: Planning,
  { nodes }: OutlinedField,
  { members, typeName }: ListAsked,
  isFirst: boolean,
): ConnectionSelection {
  return isFirst
    ? { ...selection.ofFirst(members, nodes), wantsPage: true, wantsNext: false, wantsPrevious: false }
    : selection.ofConnection(typeName, members, nodes);
}

/** What the item above gives of the key, with and without values that stand for others. */
function knownValues({ model, stands }: Planning, { kind }: OutlinedField): (known: Values) => RelatedValues {
  if (kind.kind !== 'relation' || kind.relation.kind === 'belongsTo') return () => ({ values: {}, isExact: true });
  const { entity, relation } = kind;
  const parts = partsOfRelation(model, relation);
  return (known) => relatedValues(entity, relation.with, known, parts, stands);
}

function exactlyKnown({ values, isExact }: RelatedValues): Values {
  return isExact ? values : {};
}

function exactOf(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));
}

function readingOf(
  { limits }: Planning,
  { kind }: OutlinedField,
  { args, segments }: ListAsked,
  plan: ListPlan,
  { wantsPage, wantsNext, wantsPrevious }: ConnectionSelection,
  isFirst: boolean,
): ListReading {
  const { direction, count } = isFirst
    ? ({ direction: 'first', count: 1 } as const)
    : pageSize(args, limits.defaultPageSizeItems, limits.maxPageSizeItems);
  const [from, on, back] =
    direction === 'first'
      ? (['after', wantsNext, wantsPrevious] as const)
      : (['before', wantsPrevious, wantsNext] as const);
  const looksBack = back && typeof args[from] === 'string' && plan.sortAttributes.length > 0;
  const hint: CostHint | undefined =
    kind.kind === 'relation' ? kind.entity.cost?.fields.get(kind.relation.field) : undefined;
  return {
    plan,
    count: wantsPage ? count : 0,
    // A page without items has to know its next item for a look back too.
    looksOn: on || (looksBack && (!wantsPage || count === 0)),
    looksBack,
    segments,
    budget: limits.readBudgetUnits,
    isRelated: kind.kind === 'relation',
    hint,
  };
}

function hydration(
  planning: Planning,
  { stage, wave, times }: Parents,
  plan: ListPlan,
  each: Amount,
): readonly PlannedLoad[] {
  const { hydration: lacking, members, table, primaryKey } = plan;
  if (lacking === undefined || each.atMost === 0) return [];
  const types = members.filter((member) => lacking.types.has(member));
  const key = Object.fromEntries(primaryKey.map((attribute) => [attribute, { S: `‹${attribute}›` }]));
  return [
    {
      stage,
      wave: wave + 1,
      gets: types.map((entity) => ({ entity, table, key, consistent: false })),
      isExact: false,
      count: product(each, times),
      unitsEach: unitsOfItem(types, planning.sizes, readMode(false)),
      all: false,
      attributes: lacking.attributes,
    },
  ];
}

function pageCommands(reading: ListReading, args: Values): readonly object[] {
  const { plan, count, looksOn, segments } = reading;
  const want = count + (looksOn ? 1 : 0);
  if (want === 0 || plan.matchesNothing) return [];
  const cursor = ['after', 'before'].find((name) => typeof args[name] === 'string');
  const from = cursor === undefined ? {} : { ExclusiveStartKey: `‹${cursor}›` };
  const Limit = limitOf(plan, want, segments);
  if (plan.action === 'Scan') {
    const command = listCommand(plan, undefined);
    if (segments === 1) return [{ ...command, Limit, ...from }];
    return Array.from({ length: segments }, (_, Segment) => ({
      ...command,
      Segment,
      TotalSegments: segments,
      Limit,
      ...from,
    }));
  }
  const ScanIndexForward = (typeof args['last'] === 'number') !== plan.ascending;
  return plan.partitions.map((partition) => ({
    ...listCommand(plan, { partition, sort: plan.sort }),
    ScanIndexForward,
    Limit,
    ...from,
  }));
}

function totalCommands(plan: ListPlan): readonly object[] {
  const commandOf = plan.keepsEveryRow ? countCommand : listCommand;
  if (plan.matchesNothing) return [];
  return plan.action === 'Scan'
    ? [commandOf(plan, undefined)]
    : plan.partitions.map((partition) => commandOf(plan, { partition, sort: plan.sort }));
}

/** What is decided here of what DynamoDB returns. */
function afterwardsOf(plan: ListPlan): readonly string[] {
  const { local, localByType, hydration: lacking, members, partitions } = plan;
  const types = lacking === undefined ? [] : [...lacking.types].map(({ name }) => name);
  return [
    ...(partitions.length > 1 ? [`${partitions.length} shards are merged into one order`] : []),
    ...(local === undefined ? [] : [`keeps rows with ${filterText(local)}`]),
    ...[...localByType].map(([{ name }, filter]) => `keeps each ${name} with ${filterText(filter)}`),
    ...(members.length > 1 ? [`tells ${members.map(({ name }) => name).join(', ')} apart`] : []),
    ...(lacking === undefined
      ? []
      : lacking.when === 'SHOWN'
        ? [`the index lacks what is selected: each ${types.join(' or ')} of the page is read from the table`]
        : [
            `the index lacks what decides: each row's item is read from the table${lacking.filter === undefined ? '' : `, and kept with ${filterText(lacking.filter)}`}`,
          ]),
  ];
}
