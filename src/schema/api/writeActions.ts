import type { InputValueDefinitionNode } from 'graphql';
import type { Entity } from '../../model/model.js';
import type { ApiTypes } from './apiTypes.js';
import { inputValue } from './definitions.js';
import { objectFilter } from './filterTypes.js';
import { addInput, appendInput, createInput, keyInputs, removeInput, setInput } from './inputTypes.js';
import { withArticle } from '../../model/withArticle.js';

/** One way to write an item: a root field of its own, and an action of a transaction. */
export interface WriteAction {
  readonly kind: 'create' | 'put' | 'update' | 'delete' | 'check';
  readonly description: string;
  /** Of the root field; the action of a transaction has them as its fields. */
  readonly args: readonly InputValueDefinitionNode[];
}

/**
 * The ways to write one item of an entity, as far as its `operations` allow them. An update that could change nothing,
 * because every field is part of the key, immutable or read-only, is none.
 */
export function writeActions(api: ApiTypes, entity: Entity): readonly WriteAction[] {
  const { name, operations } = entity;
  const actions: WriteAction[] = [];
  if (operations.has('CREATE')) {
    const description = `Stores a new ${name}. Refused where its key is taken.`;
    actions.push({ kind: 'create', description, args: wholeItem(api, entity) });
  }
  if (operations.has('PUT')) {
    const description = `Stores ${withArticle(name)} as a whole, in place of one with the same key if there is one.`;
    const version = expectedVersion(
      entity,
      'Int!',
      'Refused unless the stored version is this one; 0 where none is stored, or one without a version.',
    );
    actions.push({ kind: 'put', description, args: [...wholeItem(api, entity), ...version] });
  }
  if (operations.has('UPDATE')) {
    const changes = changeInputs(api, entity);
    const description = `Changes fields of ${withArticle(name)} and leaves the others alone. Refused where it does not exist.`;
    if (changes.length > 0) {
      const args = [...keyInputs(entity), ...changes, ...conditionInputs(api, entity)];
      actions.push({ kind: 'update', description, args });
    }
  }
  if (operations.has('DELETE')) {
    const description = `Deletes ${withArticle(name)}, and gives it as it was.`;
    actions.push({ kind: 'delete', description, args: [...keyInputs(entity), ...conditionInputs(api, entity)] });
  }
  if (operations.has('CHECK')) {
    const description = `Changes nothing: the other writes of its transaction are done only if the ${name} exists and the conditions hold. Only in a transaction.`;
    actions.push({ kind: 'check', description, args: [...keyInputs(entity), ...conditionInputs(api, entity)] });
  }
  return actions;
}

function wholeItem(api: ApiTypes, entity: Entity): readonly InputValueDefinitionNode[] {
  const type = createInput(api, entity);
  return type === undefined ? [] : [inputValue('input', `${type}!`, `The ${entity.name} to store.`)];
}

function changeInputs(api: ApiTypes, entity: Entity): readonly InputValueDefinitionNode[] {
  const set = setInput(api, entity.name, entity.fields);
  const changes: readonly (readonly [name: string, type: string | undefined, description: string])[] = [
    ['set', set, 'Fields to write; null removes one.'],
    ['setIfAbsent', set, 'Fields to write where nothing is stored yet.'],
    ['add', addInput(api, entity), 'Numbers to add, and elements to put into sets.'],
    ['remove', removeInput(api, entity), 'Elements to take out of sets.'],
    ['append', appendInput(api, entity), 'Elements to put at the end of lists.'],
  ];
  return changes.flatMap(([name, type, description]) =>
    type === undefined ? [] : [inputValue(name, type, description)],
  );
}

function conditionInputs(api: ApiTypes, entity: Entity): readonly InputValueDefinitionNode[] {
  return [
    ...expectedVersion(entity, 'Int', 'Refused unless the stored version is this one; 0 where the item has none.'),
    inputValue('if', objectFilter(api, entity.name, entity.fields), 'Refused unless the stored item matches.'),
  ];
}

function expectedVersion(entity: Entity, type: string, description: string): readonly InputValueDefinitionNode[] {
  return entity.version === undefined ? [] : [inputValue('expectedVersion', type, description)];
}
