/** V8 puts what it parses of a text of 100 KB or more where only a full collection finds it again, however soon it is garbage. */
const PART_CHARACTERS = 50_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x7b, 0x5b]);
const CLOSING = new Set([0x7d, 0x5d]);

/**
 * Parses a JSON object with one long list in it, the list in parts.
 *
 * @returns The list, and the object's text with an empty one in its place; undefined where there is none.
 * @throws {SyntaxError} for what is no JSON.
 */
export function parseListInParts<T>(
  text: string,
  member: string,
): { readonly list: readonly T[]; readonly rest: string } | undefined {
  const list: T[] = [];
  const begin = `"${member}":[`;
  const found = text.indexOf(begin);
  if (found === -1) return undefined;
  const from = found + begin.length;
  let start = from;
  const take = (end: number) => {
    list.push(...(JSON.parse(`[${text.slice(start, end).replace(/^\s*,/, '')}]`) as T[]));
    start = end;
  };
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (OPENING.has(code)) depth += 1;
    else if (CLOSING.has(code)) {
      if (depth === 0) {
        take(at);
        return { list, rest: text.slice(0, from) + text.slice(at) };
      }
      depth -= 1;
      if (depth === 0 && at - start > PART_CHARACTERS) take(at + 1);
    }
  }
  throw new SyntaxError(`The list "${member}" does not end.`);
}

function endOfString(text: string, quote: number): number {
  for (let at = text.indexOf('"', quote + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 1) return at;
  }
  return text.length;
}
