import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

describe('what this version does not serve is refused by name', () => {
  test('@auth', () => {
    expect(
      problemsOf(`type User @table(partition: "id") @auth(rules: [{allow: AUTHENTICATED}]) {
  id: ID!
  email: String @auth(rules: [{allow: OWNER, ownerField: "id"}])
}`),
    ).toEqual([
      '1:35 @auth is not supported by this version yet. Check the identity in front of the gateway, or in a resolver of your own.',
      '3:17 @auth is not supported by this version yet. Check the identity in front of the gateway, or in a resolver of your own.',
    ]);
  });

  test('@tableSettings', () => {
    expect(
      problemsOf(`extend schema @tableSettings(name: "Users", stream: NEW_AND_OLD_IMAGES)
type User @table(partition: "id") {
  id: ID!
}`),
    ).toEqual([
      '1:15 @tableSettings is not supported by this version yet. Set them on the table itself, with the AWS CLI or your own template.',
    ]);
  });
});
