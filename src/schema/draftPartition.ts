import { fieldPlaces, type KeyPart, type Segment } from '../model/keyTemplate.js';
import { both } from './didYouMean.js';
import type { CollectionDirective } from './directives/collection.js';
import type { Written } from './directives/readArguments.js';
import {
  storedField,
  type CollectionDraft,
  type CollectionMember,
  type PartDraft,
  type StoredDraft,
} from './drafts.js';
import { isSameValue } from './isSameValue.js';
import { parseKeyString, type KeyString } from './keys/parseKeyString.js';
import type { Problems } from './problems.js';
import { typeText } from './typeText.js';
import type { AbstractShape } from './typeRegistry.js';

type Partition = Pick<CollectionDraft, 'partition' | 'arguments'>;

/**
 * The partition of a collection: the members' own, under the names of the collection's arguments.
 * Names may differ, and are matched by their place; everything else is the same for all.
 *
 * @param members  At least one; their keys are sound.
 * @returns undefined where a member cannot share it, which is reported.
 */
export function draftPartition(
  shape: AbstractShape,
  { partition, node }: CollectionDirective,
  members: readonly CollectionMember[],
  problems: Problems,
): Partition | undefined {
  const written = partition ?? [];
  const parts = members[0]?.key.partition ?? [];
  if (written.length !== parts.length) {
    problems.report(
      written[parts.length]?.node ?? written[0]?.node ?? node,
      `${shape.name} gives the partition key ${written.length} attribute${written.length === 1 ? '' : 's'}, and that of ${members[0]?.entity.name} has ${parts.length}: write partition: ${keyText(parts)}.`,
    );
    return undefined;
  }
  const result = { partition: [] as PartDraft[], arguments: new Map<string, StoredDraft>() };
  let sound = true;
  for (const [at, string] of written.entries()) {
    const part = draftPart(shape, string, at, members, problems);
    if (part === undefined || !addArguments(shape, part, at, members, result.arguments, problems)) sound = false;
    else result.partition.push(part);
  }
  return sound ? result : undefined;
}

function draftPart(
  shape: AbstractShape,
  { value, node }: Written<string>,
  at: number,
  members: readonly CollectionMember[],
  problems: Problems,
): PartDraft | undefined {
  const key = parseKeyString(value);
  if (key.kind === 'mistake') {
    problems.report(node, key.message);
    return undefined;
  }
  /** Those that cannot share it, by the reason. */
  const different = new Map<string, string[]>();
  for (const { entity, key: own } of members) {
    const theirs = own.partition[at];
    const why = theirs && difference(key, theirs.part);
    if (theirs === undefined || why === undefined) continue;
    const reason = `${keyText([theirs])} ${why}`;
    different.set(reason, [...(different.get(reason) ?? []), entity.name]);
  }
  for (const [reason, names] of different) {
    problems.report(
      node,
      `${both(names)} cannot share the partition "${value}" of ${shape.name}: ${names.length === 1 ? 'its' : 'their'} own ${reason}. Write that, or leave out the types that stand in another partition.`,
    );
  }
  const first = members[0]?.key.partition[at]?.part;
  if (different.size > 0 || first === undefined) return undefined;
  const { attribute, type } = first;
  const template = key.kind === 'field' ? key : key.template;
  return { node, part: { attribute, type, template } };
}

/** What tells the collection's key string from a member's part, by the first thing that does. */
function difference(key: KeyString, { attribute, template }: KeyPart): string | undefined {
  if (key.kind === 'field') return template.kind === 'field' ? undefined : 'is a template';
  if (template.kind === 'field') return 'is a field alone';
  if (key.attribute !== attribute) return `fills "${attribute}"`;
  const [mine, theirs] = [key.template.segments, template.segments];
  for (let at = 0; at < Math.max(mine.length, theirs.length); at++) {
    const [ours, other] = [mine[at], theirs[at]];
    if (ours === undefined) return other && `goes on with ${segmentText(other)}`;
    if (other === undefined) return `ends before ${segmentText(ours)}`;
    if (!isSameSegment(ours, other)) return `has ${segmentText(other)} for ${segmentText(ours)}`;
  }
  return undefined;
}

function isSameSegment(a: Segment, b: Segment): boolean {
  if (a.kind === 'field' && b.kind === 'field') return a.width === b.width;
  if (a.kind === 'literal' && b.kind === 'literal') return a.text === b.text;
  return a.kind === 'shard' && b.kind === 'shard' && a.count === b.count;
}

function segmentText(segment: Segment): string {
  switch (segment.kind) {
    case 'literal':
      return `"${segment.text}"`;
    case 'shard':
      return `{shard(${segment.count})}`;
    case 'field':
      return segment.width === undefined ? `{${segment.field}}` : `{${segment.field}:0${segment.width}}`;
  }
}

/** The arguments of one part with the first member's fields, whose types all members have in their places. */
function addArguments(
  shape: AbstractShape,
  { part, node }: PartDraft,
  at: number,
  members: readonly CollectionMember[],
  known: Map<string, StoredDraft>,
  problems: Problems,
): boolean {
  let sound = true;
  for (const { entity, key } of members) {
    const places = fieldPlaces(key.partition.slice(at, at + 1).map((own) => own.part));
    for (const [place, argument] of fieldPlaces([part]).entries()) {
      const field = storedField(entity, places[place] ?? '');
      const before = known.get(argument);
      if (field === undefined) continue;
      if (before === undefined) known.set(argument, field);
      else if (!isSameValue(before.type, field.type)) {
        problems.report(
          node,
          `The argument "${argument}" of ${shape.name} is ${typeText(before.type)} as ${members[0]?.entity.name}.${before.name} and ${typeText(field.type)} as ${entity.name}.${field.name}: give the two one type, stored in one form.`,
        );
        sound = false;
      }
    }
  }
  return sound;
}

/** A partition as it is written. */
function keyText(parts: readonly PartDraft[]): string {
  const strings = parts.map(({ part: { attribute, template } }) =>
    template.kind === 'field' ? `"${template.field}"` : `"${attribute} = ${template.source}"`,
  );
  return strings.length === 1 ? (strings[0] ?? '') : `[${strings.join(', ')}]`;
}
