import type { FieldDefinitionNode, InputValueDefinitionNode } from 'graphql';
import { itemFieldName, rootFieldNames, typeNames } from '../../model/apiNames.js';
import { changedByFieldsOf } from '../../model/changedByFields.js';
import { tenantFields } from '../../model/claimedFields.js';
import { fieldOf, type Entity } from '../../model/model.js';
import { withArticle } from '../../model/withArticle.js';
import { ensureType, type ApiTypes } from './apiTypes.js';
import { fieldDefinition, inputValue, objectType } from './definitions.js';
import { objectFilter } from './filterTypes.js';
import { keyFields, tenantDefault } from './inputTypes.js';
import { partitionInput, partitionWords } from './listInputs.js';
import { scalarName } from './scalarName.js';
import { sharedType } from './sharedTypes.js';

/** `productChanged(...)` and, for partitions of indexes, `productChangedByCategory(...)`: the writes of any program. */
export function subscriptionFields(api: ApiTypes, entity: Entity): readonly FieldDefinitionNode[] {
  if (!entity.operations.has('SUBSCRIBE')) return [];
  const { plural } = entity;
  const tenants = tenantFields(entity);
  const after = inputValue(
    'after',
    'String',
    'The cursor of a change: what was missed since is sent first. Where that is no longer known (after 24 hours), one change of kind GAP comes in its place.',
  );
  return [
    fieldDefinition(
      rootFieldNames.changed(entity),
      changeType(api, entity),
      `Every change of the ${plural} that match, whoever wrote it, in order for each item.`,
      [...keyInputs(entity), ...wantedInputs(api, entity), after],
    ),
    ...changedByFieldsOf(entity).map(({ name, index, fields }) =>
      fieldDefinition(
        name,
        changeType(api, entity),
        `Every change of the ${plural} ${partitionWords(fields, index)} in the index "${index}", whoever wrote it, in order for each item. One that comes in or goes out is ENTERED or LEFT.`,
        [
          ...fields.map((field) => partitionInput(fieldOf(entity, field), tenants.get(field))),
          ...wantedInputs(api, entity),
          after,
        ],
      ),
    ),
  ];
}

/** `productChanges(...)`: what a client has missed. */
export function missedChangesField(api: ApiTypes, entity: Entity): FieldDefinitionNode {
  return fieldDefinition(
    rootFieldNames.changes(entity),
    changeConnection(api, entity),
    `The changes of ${entity.plural} since a cursor, in order for each item, a page at a time.`,
    [
      inputValue(
        'since',
        'String',
        'The cursor of a change or page. When not given, the page is empty, and its `endCursor` is now: what a client keeps that will be away.',
      ),
      inputValue('first', 'Int', 'How many.'),
      ...keyInputs(entity),
      ...wantedInputs(api, entity),
    ],
  );
}

/** The fields of the primary key, of which any may be given. */
function keyInputs(entity: Entity): readonly InputValueDefinitionNode[] {
  const tenants = tenantFields(entity);
  return keyFields(entity).map(({ name, type, description }) => {
    const claim = tenants.get(name);
    const words = [
      description,
      `Only ${entity.plural} with this \`${name}\`.`,
      claim === undefined ? undefined : tenantDefault(claim),
    ];
    return inputValue(name, scalarName(type), words.filter((sentence) => sentence !== undefined).join('\n\n'));
  });
}

function wantedInputs(api: ApiTypes, { name, plural, fields }: Entity): readonly InputValueDefinitionNode[] {
  return [
    inputValue(
      'filter',
      objectFilter(api, name, fields),
      `Only ${plural} that match. One that starts or stops matching is ENTERED or LEFT.`,
    ),
    inputValue('events', `[${sharedType(api, 'changeKind')}!]`, 'Only changes of these kinds; all when not given.'),
  ];
}

function changeType(api: ApiTypes, entity: Entity): string {
  const { name } = entity;
  return ensureType(api, typeNames.change(name), () =>
    objectType(typeNames.change(name), `One change of ${withArticle(name)}.`, [
      fieldDefinition('kind', `${sharedType(api, 'changeKind')}!`, 'What happened.'),
      fieldDefinition(itemFieldName(entity), name, `The ${name} after the change; null when it is gone.`),
      fieldDefinition('previous', name, `The ${name} before the change; null when it is new.`),
      fieldDefinition('changedFields', '[String!]!', 'Names of the fields whose values differ.'),
      fieldDefinition(
        'cursor',
        'String!',
        `Where it stands among the changes of its table: for \`after\` of subscriptions and \`since\` of \`${rootFieldNames.changes(entity)}\`.`,
      ),
      fieldDefinition('at', 'DateTime!', 'About when the change was written.'),
      fieldDefinition('expired', 'Boolean!', 'Whether the item was deleted because its time was over.'),
    ]),
  );
}

function changeConnection(api: ApiTypes, entity: Entity): string {
  const { name, plural } = entity;
  const change = changeType(api, entity);
  const type = typeNames.changeConnection(name);
  return ensureType(api, type, () =>
    objectType(type, `A page of changes of ${plural}.`, [
      fieldDefinition('edges', `[${changeEdge(api, entity)}!]!`, 'The changes of the page, each with its cursor.'),
      fieldDefinition('nodes', `[${change}]!`, 'The changes of the page.'),
      fieldDefinition(
        'pageInfo',
        `${sharedType(api, 'pageInfo')}!`,
        'Where the page stands. Its `endCursor` is there always: for `since`, and for `after` of a subscription that goes on from here.',
      ),
    ]),
  );
}

function changeEdge(api: ApiTypes, entity: Entity): string {
  const type = typeNames.changeEdge(entity.name);
  return ensureType(api, type, () =>
    objectType(type, `One change in a page.`, [
      fieldDefinition('cursor', 'String!', 'Its place among the changes of its table, for `since` and `after`.'),
      fieldDefinition('node', changeType(api, entity), 'The change itself.'),
    ]),
  );
}
