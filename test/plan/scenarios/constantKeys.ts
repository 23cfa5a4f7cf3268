import type { Scenario } from '../../support/scenario.js';
import { item } from '../../support/scenarioItem.js';

/** A type of which there is one item, for its key has no field. */
const settings = {
  schema: `
    type Settings implements Node @table(name: "Config", partition: "PK = SETTINGS", sort: "SK = ALL") {
      colour: String
    }
  `,
  items: { Config: [item({ PK: 'SETTINGS', SK: 'ALL', colour: 'red' })] },
};

const ID = Buffer.from('["Settings"]').toString('base64url');

const read = {
  action: 'GetItem',
  TableName: 'Config',
  Key: { PK: { S: 'SETTINGS' }, SK: { S: 'ALL' } },
  ProjectionExpression: '#colour, #PK, #SK',
  ExpressionAttributeNames: { '#colour': 'colour', '#PK': 'PK', '#SK': 'SK' },
} as const;

export const constantKeys: readonly Scenario[] = [
  {
    ...settings,
    title: 'is read without arguments',
    operation: `{ settings { id colour } }`,
    commands: [read],
    data: { settings: { id: ID, colour: 'red' } },
  },
  {
    ...settings,
    title: 'is read by its global id, which holds the type alone',
    operation: `query ($id: ID!) { node(id: $id) { id ... on Settings { colour } } }`,
    variables: { id: ID },
    commands: [read],
    data: { node: { id: ID, colour: 'red' } },
  },
  {
    ...settings,
    title: 'has no list of keys, for there is one',
    operation: `{ __type(name: "Query") { fields { name } } }`,
    commands: [],
    data: {
      __type: { fields: [{ name: 'settings' }, { name: 'settingsChanges' }, { name: 'node' }, { name: 'nodes' }] },
    },
  },
];
