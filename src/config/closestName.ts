/** The known name that a typing mistake most likely meant: at most `distance` letters away, else undefined. */
export function closestName(name: string, known: readonly string[], distance = 2): string | undefined {
  let best: { readonly name: string; readonly letters: number } | undefined;
  for (const candidate of known) {
    const letters = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (letters <= distance && (best === undefined || letters < best.letters)) best = { name: candidate, letters };
  }
  return best?.name;
}

function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
