import type { Amount, CallPlan, CallText, FieldPlan, OperationPlan, SharedCall } from './operationPlan.js';

/** A line of the tree, and what stands beneath it. */
interface Branch {
  readonly text: string;
  /** Aligned with those of other lines. */
  readonly columns?: Columns;
  readonly below: readonly Branch[];
}

interface Columns {
  readonly times: string;
  readonly units: string;
}

/**
 * The plan as a tree for people: fields, their calls, what these ask for, and what is likely to be consumed. A plain
 * text with box lines, for a terminal or a page of fixed width.
 */
export function explainText(plan: OperationPlan): string {
  const kind = `${plan.operation}${plan.name === undefined ? '' : ` ${plan.name}`}`;
  const root: Branch = {
    text: plan.isTransaction ? `${kind} @transaction` : kind,
    below: [
      ...plan.fields.map((field) => fieldBranch(field, [], plan.shared)),
      ...plan.shared.map((call, at) => sharedBranch(call, at)),
    ],
  };
  const lines = linesOf(root);
  const width = Math.min(
    72,
    Math.max(...lines.map(({ text, columns }) => (columns === undefined ? 0 : lengthOf(text)))),
  );
  const timesWidth = Math.max(...lines.map(({ columns }) => lengthOf(columns?.times ?? '')));
  const shown = lines.map(({ text, columns }) =>
    columns === undefined
      ? text
      : `${text.padEnd(width)}  ${columns.times.padStart(timesWidth)}  ${columns.units}`.trimEnd(),
  );
  return [...shown, '', ...totalLines(plan)].join('\n') + '\n';
}

function fieldBranch(field: FieldPlan, above: readonly string[], shared: readonly SharedCall[]): Branch {
  const { path, calls, shares, notes, refused, fields } = field;
  return {
    text: path.slice(above.length).join('.'),
    below: [
      ...(refused === undefined ? [] : [leaf(`refused: ${refused.code}: ${refused.message}`)]),
      ...notes.map(leaf),
      ...calls.map(callBranch),
      ...shares.map(({ call, count }) => {
        const what = shared[call]?.cost.writeUnits.atMost === 0 ? ['key', 'keys'] : ['action', 'actions'];
        return leaf(`${countOf(count, what[0] ?? '', what[1] ?? '')} of call ${call + 1}`);
      }),
      ...fields.map((inner) => fieldBranch(inner, path, shared)),
    ],
  };
}

function callBranch(call: CallPlan): Branch {
  const { action, table, index, cost, says, afterwards, commands } = call;
  return {
    text: `${action} ${table}${index === undefined ? '' : `.${index}`}`,
    columns: { times: timesText(cost.calls), units: unitsText(call) },
    below: [
      ...saysBranches(says),
      ...(commands.length === 0 ? [leaf('its command depends on the stored item')] : []),
      ...afterwards.map((text) => leaf(`then: ${text}`)),
    ],
  };
}

function sharedBranch(call: SharedCall, at: number): Branch {
  const { action, tables, says, cost, count } = call;
  const what = cost.writeUnits.atMost === 0 ? countOf(count, 'key', 'keys') : countOf(count, 'action', 'actions');
  return {
    text: `call ${at + 1}: ${action} ${tables.join(', ')}, ${what}`,
    columns: { times: timesText(cost.calls), units: unitsText(call) },
    below: says.map(({ table, text }) => ({ text: table, below: saysBranches(text) })),
  };
}

const LABELS: readonly (readonly [keyof CallText, string])[] = [
  ['key', 'key'],
  ['filter', 'filter'],
  ['condition', 'only if'],
  ['update', 'changes'],
  ['projection', 'reads'],
];

function saysBranches(says: CallText): readonly Branch[] {
  return LABELS.flatMap(([name, label]) => (says[name] === undefined ? [] : [leaf(`${label} ${says[name]}`)]));
}

function leaf(text: string): Branch {
  // The last character there is ends a range, and no font has it.
  return { text: text.replaceAll('\u{10FFFF}', '\\u{10FFFF}'), below: [] };
}

interface Line {
  readonly text: string;
  readonly columns: Columns | undefined;
}

function linesOf(root: Branch): readonly Line[] {
  const lines: Line[] = [{ text: root.text, columns: root.columns }];
  const walk = (branches: readonly Branch[], indent: string): void => {
    for (const [at, { text, columns, below }] of branches.entries()) {
      const isLast = at === branches.length - 1;
      lines.push({ text: `${indent}${isLast ? '└─ ' : '├─ '}${text}`, columns });
      walk(below, `${indent}${isLast ? '   ' : '│  '}`);
    }
  };
  walk(root.below, '');
  return lines;
}

function totalLines({ totals, hasUnknown, operation }: OperationPlan): readonly string[] {
  const { calls, items, readUnits, writeUnits } = totals;
  const rows: readonly (readonly [string, Amount])[] = [
    ['calls', calls],
    ['items read', items],
    ['read units', readUnits],
    ['write units', writeUnits],
  ];
  const likely = rows.map(([, amount]) => numberText(amount.likely));
  const atMost = rows.map(([, amount]) => numberText(amount.atMost));
  const [likelyWidth, atMostWidth] = [likely, atMost].map((texts) => Math.max(7, ...texts.map(lengthOf)));
  const row = (name: string, one: string, other: string) =>
    `${name.padEnd(12)}  ${one.padStart(likelyWidth ?? 0)}  ${other.padStart(atMostWidth ?? 0)}`;
  return [
    row(operation === 'subscription' ? 'each event' : '', 'likely', 'at most'),
    ...rows.map(([name], at) => row(name, likely[at] ?? '', atMost[at] ?? '')),
    ...(hasUnknown ? ['', 'Calls of resolvers of your own come on top.'] : []),
  ];
}

/** `3 times`, `3 to 20 times`; nothing for once. */
function timesText({ likely, atMost }: Amount): string {
  if (atMost === 1) return 'once';
  const [low, high] = [numberText(likely), numberText(atMost)];
  return low === high ? `${high} times` : `${low} to ${high} times`;
}

function unitsText({ cost: { readUnits, writeUnits } }: Pick<CallPlan, 'cost'>): string {
  const parts = [
    ...(readUnits.atMost === 0 ? [] : [`${rangeText(readUnits)} read`]),
    ...(writeUnits.atMost === 0 ? [] : [`${rangeText(writeUnits)} write`]),
  ];
  return parts.join(', ');
}

function countOf(amount: Amount, one: string, many: string): string {
  return amount.atMost === 1 ? `1 ${one}` : `${rangeText(amount)} ${many}`;
}

function rangeText({ likely, atMost }: Amount): string {
  const [low, high] = [numberText(likely), numberText(atMost)];
  return low === high ? high : `${low} to ${high}`;
}

/** Whole numbers and halves as they are, others to one digit. */
function numberText(number: number): string {
  return (Math.round(number * 10) / 10).toLocaleString('en-US', { maximumFractionDigits: 1 });
}

function lengthOf(text: string): number {
  return [...text].length;
}
