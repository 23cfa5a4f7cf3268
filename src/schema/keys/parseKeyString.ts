import type { Segment, ShardSegment, TextTemplate } from '../../model/keyTemplate.js';
import { GRAPHQL_NAME } from '../graphqlName.js';

/** A key as the schema writes it: `"productId"`, or `"PK = CUSTOMER#{customerId}"`. */
export type KeyString =
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'template'; readonly attribute: string; readonly template: TextTemplate };

/** What is wrong with a text, as a whole message. */
export interface Mistake {
  readonly kind: 'mistake';
  readonly message: string;
}

const SEPARATOR = ' = ';
const SHARDS = { min: 2, max: 100 } as const;

/** Splits at the first ` = `. Whether the fields exist is the caller's question. */
export function parseKeyString(text: string): KeyString | Mistake {
  const at = text.indexOf(SEPARATOR);
  if (at >= 0) {
    const attribute = text.slice(0, at);
    if (attribute === '')
      return mistake(`The key "${text}" has no attribute name before " = ". Write "PK = ORDER#{id}".`);
    const template = parseTemplate(text.slice(at + SEPARATOR.length));
    return template.kind === 'mistake' ? template : { kind: 'template', attribute, template };
  }
  if (GRAPHQL_NAME.test(text)) return { kind: 'field', field: text };
  const unspaced = /^([^={}]+?)\s*=\s*(.+)$/.exec(text);
  if (unspaced !== null) {
    return mistake(`The key "${text}" needs a blank on each side of "=": "${unspaced[1]} = ${unspaced[2]}".`);
  }
  if (/[{}]/.test(text)) {
    return mistake(
      `The key "${text}" is a template without an attribute to store it in. Write "PK = ${text}" with the name of the attribute.`,
    );
  }
  return mistake(
    `The key "${text}" is neither the name of a field nor an attribute with a template, such as "PK = ORDER#{id}".`,
  );
}

/** Reads `ORDER#{orderId}`: `{field}`, `{field:05}`, `{shard(10)}`, `{{` and `}}` for braces; everything else is literal. */
export function parseTemplate(source: string): TextTemplate | Mistake {
  if (source === '')
    return mistake('A template must not be empty: DynamoDB refuses an empty key. Write a constant or a {field}.');
  const segments: Segment[] = [];
  const addLiteral = (text: string): void => {
    const last = segments.at(-1);
    if (last?.kind === 'literal') segments[segments.length - 1] = { kind: 'literal', text: last.text + text };
    else segments.push({ kind: 'literal', text });
  };
  for (const [token] of source.matchAll(/\{\{|\}\}|\{[^{}]*\}|[{}]|[^{}]+/g)) {
    if (token === '{{' || token === '}}') addLiteral(token.charAt(0));
    else if (token === '{' || token === '}') return mistake(unpaired(source, token));
    else if (!token.startsWith('{')) addLiteral(token);
    else {
      const segment = parsePlaceholder(source, token);
      if (segment.kind === 'mistake') return segment;
      if (segment.kind === 'shard' && segments.some(({ kind }) => kind === 'shard')) {
        return mistake(`The template "${source}" has {shard(...)} twice, and one number spreads it: leave one out.`);
      }
      segments.push(segment);
    }
  }
  return { kind: 'text', source, segments };
}

function parsePlaceholder(source: string, token: string): Segment | Mistake {
  const inside = token.slice(1, -1);
  const shards = /^shard\s*\((.*)\)$/.exec(inside)?.[1];
  if (shards !== undefined) return parseShard(source, token, shards);
  const [field = '', spec, ...rest] = inside.split(':');
  if (!GRAPHQL_NAME.test(field) || rest.length > 0) {
    return mistake(
      `${token} in the template "${source}" does not name a field. Write {field}, or {field:05} to pad a number; a brace itself is written twice.`,
    );
  }
  if (spec === undefined) return { kind: 'field', field };
  const width = Number(/^0([1-9]\d?)$/.exec(spec)?.[1]);
  if (!(width <= 38)) {
    return mistake(
      `":${spec}" in the template "${source}" is no padding. Write a zero and the number of digits, 1 to 38: {${field}:012}.`,
    );
  }
  return { kind: 'field', field, width };
}

function parseShard(source: string, token: string, written: string): ShardSegment | Mistake {
  const count = /^\d+$/.test(written) ? Number(written) : 0;
  if (count >= SHARDS.min && count <= SHARDS.max) return { kind: 'shard', count };
  return mistake(
    `${token} in the template "${source}" must spread over ${SHARDS.min} to ${SHARDS.max} partitions, each of which every read asks: write {shard(10)}, or leave it out.`,
  );
}

function unpaired(source: string, brace: string): string {
  return `The template "${source}" has a "${brace}" without its partner. A field is written {field}; a brace itself is written twice, "${brace}${brace}".`;
}

function mistake(message: string): Mistake {
  return { kind: 'mistake', message };
}
