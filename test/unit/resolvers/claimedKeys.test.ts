import { describe, expect, test } from '@jest/globals';
import { entityOf } from '../../../src/model/model.js';
import { coercedRequest } from '../../../src/resolvers/repositoryRequest.js';
import { modelOf } from '../schema/compile.js';

const model = modelOf(`
  type Note
    @table(partition: "orgId", sort: "noteId")
    @index(name: "ByDay", partition: ["orgId", "day"])
    @auth(rules: [{ allow: TENANT, field: "orgId", claim: "org" }, { allow: OWNER, field: "ownerId" }]) {
    orgId: ID!
    noteId: ID!
    ownerId: ID!
    day: Date!
  }`);
const note = entityOf(model, 'Note');

describe('what code asks of a repository', () => {
  test('may leave out the key field that a claim gives', () => {
    expect(coercedRequest(model, note, 'get', { key: { noteId: 'n' } })).toEqual({ key: { noteId: 'n' } });
    expect(coercedRequest(model, note, 'delete', { key: { orgId: 'o', noteId: 'n' } })).toEqual({
      key: { orgId: 'o', noteId: 'n' },
    });
    expect(() => coercedRequest(model, note, 'get', { key: { orgId: 'o' } })).toThrow(
      'repositories.note.get, "key": Field "noteId" of required type "ID!" was not provided.',
    );
  });

  test('may leave it out of a partition', () => {
    expect(coercedRequest(model, note, 'query', { partition: {}, limit: 1 })).toEqual({ partition: {}, limit: 1 });
    expect(() => coercedRequest(model, note, 'query', { index: 'ByDay', partition: {}, limit: 1 })).toThrow(
      'Field "day" of required type "Date!" was not provided.',
    );
  });

  test('may leave it and the owner out of a new item', () => {
    const input = { noteId: 'n', day: '2025-01-01' };
    expect(coercedRequest(model, note, 'create', { input })).toEqual({ input });
  });
});
