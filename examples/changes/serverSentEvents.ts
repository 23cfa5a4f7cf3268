export interface ServerSentEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: string;
}

/** The events of a response, as they come. What a browser's `EventSource` does, save that a request may have headers. */
export async function* serverSentEvents(response: Response): AsyncGenerator<ServerSentEvent, void, void> {
  if (response.body === null) return;
  let text = '';
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    text += part;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map(fieldOf));
      const [event, data] = [fields.get('event'), fields.get('data')];
      // What has no data is a sign of life.
      if (event !== undefined) yield { event, id: fields.get('id'), data: data ?? '' };
    }
  }
}

/** `id: 7` */
function fieldOf(line: string): readonly [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
}
