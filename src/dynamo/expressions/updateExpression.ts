import { badInput } from '../../errors/gatewayError.js';
import type { AttributeValue } from '../../model/attributeValue.js';
import type { Path } from '../../model/filter.js';
import type { ExpressionBuilder } from './expressionBuilder.js';

/** What one UpdateItem does to attributes. No two changes may touch the same or overlapping paths. */
export interface UpdateChanges {
  readonly set?: readonly ValueChange[];
  /** Written only where nothing is stored. */
  readonly setIfAbsent?: readonly ValueChange[];
  /** A missing number counts as 0. */
  readonly increment?: readonly { readonly path: Path; readonly by: { readonly N: string } }[];
  /** A missing list counts as empty. */
  readonly append?: readonly { readonly path: Path; readonly values: { readonly L: readonly AttributeValue[] } }[];
  /** Values are sets; the paths are top-level attributes. */
  readonly addToSet?: readonly ValueChange[];
  readonly removeFromSet?: readonly ValueChange[];
  readonly remove?: readonly Path[];
}

export interface ValueChange {
  readonly path: Path;
  readonly value: AttributeValue;
}

/**
 * The changes as an UpdateExpression, clauses in the order SET, REMOVE, ADD,
 * DELETE; `''` where there are none (DynamoDB takes no empty expression: leave it out).
 *
 * @throws {GatewayError} `BAD_USER_INPUT` naming the path when two changes overlap, or a set to change lies inside a map.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 */
export function updateExpression(changes: UpdateChanges, builder: ExpressionBuilder): string {
  const { set = [], setIfAbsent = [], increment = [], append = [] } = changes;
  const { addToSet = [], removeFromSet = [], remove = [] } = changes;
  refuseOverlaps([
    ...[...set, ...setIfAbsent, ...increment, ...append, ...addToSet, ...removeFromSet].map(({ path }) => path),
    ...remove,
  ]);
  [...addToSet, ...removeFromSet].forEach(refuseNestedSet);
  const assign = (path: Path, expression: (name: string) => string): string => {
    const name = builder.path(path);
    return `${name} = ${expression(name)}`;
  };
  const pair = ({ path, value }: ValueChange): string => `${builder.path(path)} ${builder.value(value)}`;

  // ADD works on top-level attributes only, so a number inside a map takes the longer way.
  const nested = increment.filter(({ path }) => path.length > 1);
  const topLevel = increment.filter(({ path }) => path.length === 1);
  const clauses: readonly (readonly [string, readonly string[]])[] = [
    [
      'SET',
      [
        ...set.map(({ path, value }) => assign(path, () => builder.value(value))),
        ...setIfAbsent.map(({ path, value }) =>
          assign(path, (name) => `if_not_exists(${name}, ${builder.value(value)})`),
        ),
        ...append.map(({ path, values }) =>
          assign(
            path,
            (name) => `list_append(if_not_exists(${name}, ${builder.value({ L: [] })}), ${builder.value(values)})`,
          ),
        ),
        ...nested.map(({ path, by }) =>
          assign(path, (name) => `if_not_exists(${name}, ${builder.value({ N: '0' })}) + ${builder.value(by)}`),
        ),
      ],
    ],
    ['REMOVE', remove.map(builder.path)],
    ['ADD', [...topLevel.map(({ path, by }) => pair({ path, value: by })), ...addToSet.map(pair)]],
    ['DELETE', removeFromSet.map(pair)],
  ];
  return clauses
    .flatMap(([verb, actions]) => (actions.length === 0 ? [] : [`${verb} ${actions.join(', ')}`]))
    .join(' ');
}

/** DynamoDB refuses the whole update for this, in words that name placeholders. */
function refuseOverlaps(paths: readonly Path[]): void {
  const whole = new Set<string>();
  const inside = new Set<string>();
  for (const path of paths) {
    const prefixes = path.map((_, depth) => JSON.stringify(path.slice(0, depth + 1)));
    const own = JSON.stringify(path);
    if (inside.has(own) || prefixes.some((prefix) => whole.has(prefix))) {
      throw badInput(`Two changes of one update touch "${path.join('.')}"; keep one of them.`, []);
    }
    whole.add(own);
    for (const prefix of prefixes) inside.add(prefix);
  }
}

function refuseNestedSet({ path }: ValueChange): void {
  if (path.length > 1) {
    throw badInput(
      `"${path.join('.')}" is a set inside a map, where elements cannot be added or removed; set the whole map instead.`,
      [],
    );
  }
}
