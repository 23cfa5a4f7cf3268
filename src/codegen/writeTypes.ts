import { typeNames } from '../model/apiNames.js';
import type { Entity } from '../model/model.js';
import { comment } from './comment.js';
import { generatedNames } from './generatedNames.js';

/**
 * A stored item has all that an input asks for, and values beside that nobody may write: those which the gateway makes.
 * TypeScript does not mind what a variable has in excess; this makes it mind.
 */
const NO_ITEM = '{ readonly __typename?: never }';

/**
 * `ProductWrites`: what `create`, `put`, `update` and `delete` take, in the input types of the API.
 *
 * @param exists  Whether there is an input type of this name: one that would have no fields is none.
 */
export function writeTypes(entity: Entity, exists: (inputType: string) => boolean): string {
  const { name, plural, version } = entity;
  const api = (type: string) => `${generatedNames.api}.${type}`;
  const input = typeNames.createInput(name);
  const changes = [
    ['set', typeNames.setInput(name)],
    ['setIfAbsent', typeNames.setInput(name)],
    ['add', typeNames.addInput(name)],
    ['remove', typeNames.removeInput(name)],
    ['append', typeNames.appendInput(name)],
  ].flatMap(([change = '', type = '']) => (exists(type) ? [`    readonly ${change}?: ${api(type)};\n`] : []));
  const expected = version === undefined ? '' : '    readonly expectedVersion?: number;\n';
  return (
    comment(`What writes of ${plural} take.`) +
    `export interface ${generatedNames.writes(name)} {\n` +
    `  readonly input: ${exists(input) ? `${api(input)} & ${NO_ITEM}` : 'Readonly<Record<string, never>>'};\n` +
    `  readonly put: readonly [${version === undefined ? '' : 'options: { readonly expectedVersion: number }'}];\n` +
    `  readonly changes: ${changes.length === 0 ? 'never' : `{\n${changes.join('')}  }`};\n` +
    `  readonly conditions: {\n${expected}    readonly if?: ${api(typeNames.filter(name))};\n  };\n` +
    '}\n'
  );
}
