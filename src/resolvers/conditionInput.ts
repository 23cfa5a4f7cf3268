import { badInput } from '../errors/gatewayError.js';
import type { Filter } from '../model/filter.js';
import type { Field, Model } from '../model/model.js';
import { toFilter, type SeenFields } from './filterInput.js';

type Input = Readonly<Record<string, unknown>>;
type ArgumentPath = readonly (string | number)[];

/**
 * An `if` argument as the model's Filter. It has the form of a filter, and is stricter: a filter with an optional part
 * left out shows more, a condition with one left out would let a write through that nobody meant. So every part of it
 * tests something. Null for the whole is as good as not given.
 *
 * @throws {GatewayError} `BAD_USER_INPUT` for a part without a test, and for null where it tests nothing.
 */
export function toCondition(
  fields: ReadonlyMap<string, Field>,
  model: Model,
  input: Input | null | undefined,
  argument: ArgumentPath,
  seen: SeenFields,
): Filter | undefined {
  if (input !== null && input !== undefined) refuseEmpty(fields, model, input, argument);
  return toFilter(fields, model, input, argument, seen);
}

function refuseEmpty(fields: ReadonlyMap<string, Field>, model: Model, input: Input, argument: ArgumentPath): void {
  const given = partsOf(input, argument);
  for (const [name, value] of given) {
    const at = [...argument, name];
    if (value === null) throw testsNothing(at, 'is null');
    const field = fields.get(name);
    if (name === 'not') refuseEmpty(fields, model, value as Input, at);
    else if (name === 'and' || name === 'or') {
      const parts = value as readonly Input[];
      // An empty "or" holds for nothing, so it lets nothing through.
      if (parts.length === 0 && name === 'and') throw testsNothing(at, 'is empty');
      for (const [position, part] of parts.entries()) refuseEmpty(fields, model, part, [...at, position]);
    } else if (field?.type.kind === 'map') {
      refuseEmpty(model.maps.get(field.type.map)?.fields ?? new Map(), model, value as Input, at);
    } else refuseEmptyTests(value as Input, at);
  }
}

/** Null asks for a missing value in `eq` and `ne`, and nothing in any other test. */
function refuseEmptyTests(tests: Input, argument: ArgumentPath): void {
  for (const [test, operand] of partsOf(tests, argument)) {
    const at = [...argument, test];
    if (operand === null && test !== 'eq' && test !== 'ne') throw testsNothing(at, 'is null');
    if (test === 'size') refuseEmptyTests(operand as Input, at);
  }
}

function partsOf(input: Input, argument: ArgumentPath): readonly [string, unknown][] {
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  if (given.length === 0) throw testsNothing(argument, 'is empty');
  return given;
}

function testsNothing(argument: ArgumentPath, why: string) {
  return badInput(
    `"${argument.join('.')}" ${why}, so it would test nothing and let the write through. Leave it out, or give it a value.`,
    argument,
  );
}
