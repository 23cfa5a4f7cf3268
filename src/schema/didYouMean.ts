/** ` Did you mean "price" or "prices"?`, with the space before it, or `''` where nothing comes close. */
export function didYouMean(written: string, known: Iterable<string>): string {
  const close = [...new Set(known)]
    .map((name) => ({ name, distance: editDistance(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.floor(Math.max(written.length, name.length) * 0.4))
    .sort((a, b) => a.distance - b.distance)
    // One that differs only in case is meant.
    .filter(({ distance }, _, [nearest]) => nearest?.distance !== 0 || distance === 0)
    .slice(0, 3)
    .map(({ name }) => `"${name}"`);
  return close.length === 0 ? '' : ` Did you mean ${either(close)}?`;
}

/** `a`, `a or b`, `a, b or c`. */
export function either(names: readonly string[]): string {
  return joined(names, 'or');
}

/** `a`, `a and b`, `a, b and c`. */
export function both(names: readonly string[]): string {
  return joined(names, 'and');
}

/** `"a" and "b"`. */
export function quoted(names: readonly string[]): string {
  return both(names.map((name) => `"${name}"`));
}

/** What was meant, else what there is: ` Did you mean "a"?`, ` It has "a" and "b".`, ` It has none.` */
export function oneOf(written: string, known: readonly string[]): string {
  return didYouMean(written, known) || (known.length === 0 ? ' It has none.' : ` It has ${quoted(known)}.`);
}

function joined(names: readonly string[], last: string): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
