import type { FieldDefinitionNode } from 'graphql';
import { itemFieldName, rootFieldNames, sharedTypeNames, transactWriteField, typeNames } from '../../model/apiNames.js';
import type { Entity } from '../../model/model.js';
import { ensureType, type ApiTypes } from './apiTypes.js';
import { fieldDefinition, inputType, inputValue, objectType, oneOfInputType } from './definitions.js';
import { payloadType } from './payloadTypes.js';
import { withArticle } from '../../model/withArticle.js';
import { writeActions, type WriteAction } from './writeActions.js';

/** `transactWrite(...)`: writes of any types in one transaction. It is served as soon as one item can be written. */
export function transactWriteFields(api: ApiTypes): readonly FieldDefinitionNode[] {
  const entities = [...api.model.entities.values()].filter((entity) => transactActions(api, entity).length > 0);
  if (entities.length === 0) return [];
  return [
    fieldDefinition(
      transactWriteField,
      payload(api, entities),
      'Writes items of any types in one transaction: all of them, or none. `mutation @transaction` does the same with the root fields of a document.',
      [
        inputValue(
          'items',
          `[${itemInput(api, entities)}!]!`,
          'The actions: up to 100 items, of which a token and every unique value that changes take one. Checks and updates of one item are made one where they can be.',
        ),
        inputValue(
          'token',
          'String',
          'Up to 36 characters, made by the client. Sent again with the same token within 24 hours, the same actions are done once only.',
        ),
      ],
    ),
  ];
}

/** An input has at least one field: what takes nothing, as the create of an item that the gateway makes alone, is no action. */
function transactActions(api: ApiTypes, entity: Entity): readonly WriteAction[] {
  return writeActions(api, entity).filter(({ args }) => args.length > 0);
}

/** `TransactWriteItem`: which type an action is about. */
function itemInput(api: ApiTypes, entities: readonly Entity[]): string {
  const name = sharedTypeNames.transactWriteItem;
  return ensureType(api, name, () =>
    oneOfInputType(
      name,
      'One action of a transaction: exactly one of these.',
      entities.map((entity) =>
        inputValue(itemFieldName(entity), writeInput(api, entity), `On ${withArticle(entity.name)}.`),
      ),
    ),
  );
}

/** `ProductTransactWrite`: what is done. */
function writeInput(api: ApiTypes, entity: Entity): string {
  const name = typeNames.transactWrite(entity.name);
  return ensureType(api, name, () =>
    oneOfInputType(
      name,
      `What a transaction does with ${withArticle(entity.name)}: exactly one of these.`,
      transactActions(api, entity).map((action) =>
        inputValue(action.kind, actionInput(api, entity, action), action.description),
      ),
    ),
  );
}

const ACTION_INPUTS: Readonly<Record<WriteAction['kind'], (name: string) => string>> = {
  create: typeNames.transactCreate,
  put: typeNames.transactPut,
  update: typeNames.transactUpdate,
  delete: typeNames.transactDelete,
  check: typeNames.transactCheck,
};

function actionInput(api: ApiTypes, entity: Entity, { kind, args }: WriteAction): string {
  const name = ACTION_INPUTS[kind](entity.name);
  return ensureType(api, name, () =>
    inputType(name, `The arguments of \`${rootFieldNames[kind](entity)}\`, as an action of a transaction.`, args),
  );
}

function payload(api: ApiTypes, entities: readonly Entity[]): string {
  const name = sharedTypeNames.transactWritePayload;
  return ensureType(api, name, () =>
    objectType(name, 'What became of the actions of a transaction.', [
      fieldDefinition('results', `[${result(api, entities)}]!`, 'Of each action, in the order of `items`.'),
    ]),
  );
}

function result(api: ApiTypes, entities: readonly Entity[]): string {
  const name = sharedTypeNames.transactWriteResult;
  return ensureType(api, name, () =>
    objectType(
      name,
      'What became of one action: the field of its type has it, the others are null.',
      entities.map((entity) =>
        fieldDefinition(
          itemFieldName(entity),
          payloadType(api, entity),
          `Of an action on ${withArticle(entity.name)}.`,
        ),
      ),
    ),
  );
}
