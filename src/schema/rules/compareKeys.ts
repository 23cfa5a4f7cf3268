import type { ConstDirectiveNode } from 'graphql';
import { both } from '../didYouMean.js';
import type { KeyDraft, PartDraft } from '../drafts.js';
import type { Problems } from '../problems.js';

/** One type's key of a table or index that it shares with others. */
interface SharedKey {
  readonly entity: string;
  readonly key: KeyDraft;
  readonly node: ConstDirectiveNode;
}

/**
 * Types that share a table or index give it the same key attributes, in one order.
 *
 * @param of  `the table "Shop"`.
 * @param rule  Says so: `Types of one table have its key attributes in common`.
 */
export function compareKeys(
  theirs: SharedKey,
  mine: SharedKey,
  { of, kind, rule }: { readonly of: string; readonly kind: 'table' | 'index'; readonly rule: string },
  problems: Problems,
): void {
  if (!theirs.key.sound || !mine.key.sound) return;
  for (const role of ['partition', 'sort'] as const) {
    const [before, here] = [theirs.key[role], mine.key[role]];
    const at = attributesOf(here).findIndex((attribute, place) => attribute !== attributesOf(before)[place]);
    if (at < 0 && here.length === before.length) continue;
    problems.report(
      (here[at] ?? here.at(-1))?.node ?? mine.node,
      `${mine.entity} gives ${of} ${keyText(role, here)}, and ${theirs.entity} gives it ${keyText(role, before)}. ${rule}${advice(role, before, kind)}.`,
    );
  }
}

function attributesOf(parts: readonly PartDraft[]): readonly string[] {
  return parts.map(({ part }) => part.attribute);
}

function keyText(role: string, parts: readonly PartDraft[]): string {
  return parts.length === 0
    ? `no ${role} key`
    : `the ${role} key ${both(attributesOf(parts).map((attribute) => `"${attribute}"`))}`;
}

function advice(role: string, theirs: readonly PartDraft[], kind: string): string {
  const [only, second] = theirs;
  if (only === undefined) return `: leave out "${role}", or name another ${kind}`;
  if (second !== undefined) return `, in one order: give it the same, or name another ${kind}`;
  const { attribute, template } = only.part;
  return template.kind === 'field'
    ? `: store a field in "${attribute}", or name another ${kind}`
    : `: write ${role}: "${attribute} = ...", or name another ${kind}`;
}
