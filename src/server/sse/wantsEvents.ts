/** What else GraphQL answers with. */
const OTHERS = new Set(['application/graphql-response+json', 'application/json', 'application/*', '*/*']);
const EVENTS = 'text/event-stream';

/**
 * True where a stream of events is what the client likes best of what it can have: of equally good ones the first, as
 * clients that can do with several write them.
 *
 * @param accept  The header.
 */
export function wantsEvents(accept: string | undefined): boolean {
  if (accept?.toLowerCase().includes(EVENTS) !== true) return false;
  const known = accept
    .split(',')
    .map(mediaRange)
    .filter(({ type, quality }) => quality > 0 && (type === EVENTS || OTHERS.has(type)));
  const best = Math.max(...known.map(({ quality }) => quality));
  return known.find(({ quality }) => quality === best)?.type === EVENTS;
}

function mediaRange(text: string): { readonly type: string; readonly quality: number } {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice('q='.length);
  return { type, quality: quality === undefined ? 1 : Number(quality) || 0 };
}
