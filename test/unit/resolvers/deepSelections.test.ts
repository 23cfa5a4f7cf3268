import { expect, jest, test } from '@jest/globals';
import { tabletopTransport } from '../../support/tabletopTransport.js';
import { createTestGateway } from '../../support/testGateway.js';

const LINKS = ['Follow', 'Block', 'Invite'].map(
  (name) => `
    type ${name} implements Link
      @table(name: "Graph", partition: "PK = USER#{from}", sort: "SK = ${name}#{to}", storeKeyFields: false) {
      from: ID!
      to: ID!
      owner: User @belongsTo(with: "userId = from")
    }`,
);

const SCHEMA = `
  interface Link @collection(table: "Graph", partition: "PK = USER#{who}", query: "linksOf") { owner: User }
  type User @table(name: "Graph", partition: "PK = USER#{userId}", sort: "SK = PROFILE", storeKeyFields: false) {
    userId: ID!
    links: [Link!]! @hasMany(with: "who = userId")
  }
  ${LINKS.join('')}
`;

test('what a deep document selects of an interface is worked out once for each level', async () => {
  const gateway = createTestGateway({ schema: SCHEMA, transport: tabletopTransport({}) });
  const asked = jest.spyOn(gateway.schema, 'getPossibleTypes');
  const levels = 6;
  const below = Array.from({ length: levels }).reduce<string>(
    (inner) => `{ links(first: 1) { nodes { owner ${inner} } } }`,
    '{ userId }',
  );
  await gateway.run(`{ user(userId: "u") ${below} }`);
  expect(asked.mock.calls.length).toBeLessThan(20 * levels);
});
