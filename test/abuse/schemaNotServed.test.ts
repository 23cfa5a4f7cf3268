import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './schemaProblems.js';

describe('what this version does not serve is refused by name', () => {
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
