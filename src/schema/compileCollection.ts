import { isDeepStrictEqual } from 'node:util';
import type { Collection, Entity, Field } from '../model/model.js';
import { attributeOf } from './compileTables.js';
import type { CollectionDraft } from './drafts.js';

/** A collection from a draft in which no rule found anything wrong. */
export function compileCollection(draft: CollectionDraft, entities: ReadonlyMap<string, Entity>): Collection {
  const members = draft.members.flatMap(({ entity }) => entities.get(entity.name) ?? []);
  const [first] = members;
  return {
    name: draft.shape.name,
    query: draft.query,
    description: draft.shape.description,
    table: draft.tableName,
    index: draft.index,
    members: members.map(({ name }) => name),
    reads: draft.reads,
    partition: draft.partition.map(({ part }) => part),
    partitionFields: new Map(
      [...draft.arguments].flatMap(([name, { name: theirs }]) => {
        const field = first?.fields.get(theirs);
        // Its source is a template of that member's, which names the field as the member does.
        return field === undefined ? [] : [[name, { ...field, name, source: undefined }] as const];
      }),
    ),
    sort: draft.reads === 'ALL' ? [] : (draft.members[0]?.key.sort.map(attributeOf) ?? []),
    fields: new Map([...(first?.fields.keys() ?? [])].flatMap((name) => commonField(members, name))),
  };
}

/** A field that every member stores in one attribute, in one form. What they do not agree on beside that is left open. */
function commonField(members: readonly Entity[], name: string): readonly (readonly [string, Field])[] {
  const fields = members.map((member) => member.fields.get(name));
  const [first] = fields;
  if (first === undefined || !first.stored) return [];
  for (const field of fields) {
    const isAlike = field?.stored === true && field.attribute === first.attribute;
    if (!isAlike || !isDeepStrictEqual(field.type, first.type)) return [];
  }
  const required = fields.every((field) => field?.required === true);
  const source = fields.every((field) => isDeepStrictEqual(field?.source, first.source)) ? first.source : undefined;
  return [[name, { ...first, required, source }]];
}
