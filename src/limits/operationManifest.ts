import { isRecord } from '../model/isRecord.js';

/** Operations that may be asked for by id. */
export interface OperationManifest {
  readonly bodies: ReadonlyMap<string, string>;
}

/**
 * Reads the file of persisted operations: Apollo's
 * (`{ "format": "apollo-persisted-query-manifest", "version": 1, "operations": [{ "id", "name", "type", "body" }] }`,
 * from `generate-persisted-query-manifest`) or a plain map of `{ "id": "body" }`, as Relay's compiler writes it.
 *
 * @returns The operations, or every reason why they cannot be read.
 */
export function parseOperationManifest(text: string): OperationManifest | { readonly problems: readonly string[] } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { problems: [`It is not JSON: ${(error as Error).message}.`] };
  }
  if (!isRecord(json)) return { problems: [`It has to be a JSON object: ${FORMATS}.`] };
  const listed = Object.hasOwn(json, 'format') ? listedOperations(json) : Object.entries(json);
  if ('problem' in listed) return { problems: [listed.problem] };

  const bodies = new Map<string, string>();
  const problems: string[] = [];
  for (const [id, body] of listed) {
    if (typeof body !== 'string' || body.trim() === '') problems.push(`Operation ${JSON.stringify(id)} has no body.`);
    else if (bodies.has(id) && bodies.get(id) !== body)
      problems.push(`Two operations have the id ${JSON.stringify(id)}.`);
    else bodies.set(id, body);
  }
  return problems.length > 0 ? { problems } : { bodies };
}

const FORMATS =
  "Apollo's manifest with `format`, `version` and `operations`, or a map of ids to documents, as Relay's compiler writes";

type Listed = readonly (readonly [id: string, body: unknown])[];

function listedOperations(json: Readonly<Record<string, unknown>>): Listed | { readonly problem: string } {
  const { format, version, operations } = json;
  if (format !== 'apollo-persisted-query-manifest' || version !== 1) {
    return {
      problem: `Its format is ${JSON.stringify(format)}, version ${JSON.stringify(version)}: it has to be ${FORMATS}.`,
    };
  }
  if (!Array.isArray(operations)) return { problem: 'Its "operations" have to be a list.' };
  const entries = operations.map((operation: unknown) => {
    const { id, body } = isRecord(operation) ? operation : {};
    return typeof id === 'string' && id !== '' ? ([id, body] as const) : undefined;
  });
  const nameless = entries.indexOf(undefined);
  if (nameless >= 0) return { problem: `Number ${nameless + 1} of its "operations" has no id.` };
  return entries.filter((entry) => entry !== undefined);
}
