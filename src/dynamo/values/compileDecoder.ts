import { GatewayError } from '../../errors/gatewayError.js';
import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { partsOfKey, type TextTemplate } from '../../model/keyTemplate.js';
import { type Entity, type Field, fieldOf, type FieldSource, type Model } from '../../model/model.js';
import { parseTemplate } from '../keys/keyText.js';
import type { InvalidStoredValue } from './invalidStoredValue.js';
import { fromKeyText } from './scalarDecoder.js';
import { type DecodeContext, type Member, memberOf, shapeMembers, type ValueDecoder } from './valueDecoder.js';

/** Shapes a stored item: one property for each selected field. It never throws for what is stored. */
export type ItemDecoder = (item: AttributeMap) => Record<string, unknown>;

/**
 * Makes the function that shapes an entity's items. A field that is absent is
 * null (a required set: `[]`); one that is only in a key is parsed back from it. Where a stored value does not fit, or a
 * required one is missing, the property is a GatewayError `ITEM_INVALID` naming type, key and attribute, which GraphQL
 * turns into that field's error. The item must hold its primary key's attributes for that.
 *
 * @param fields  Names of stored fields to shape, each once.
 */
export function compileDecoder(entity: Entity, model: Model, fields: readonly string[]): ItemDecoder {
  const members = fields.map((name) => memberOfField(entity, model, fieldOf(entity, name)));
  let current: AttributeMap = {};
  const context: DecodeContext = {
    path: [],
    invalid: (problem) => itemInvalid(entity, current, context.path, problem),
  };
  return (item) => {
    current = item;
    return shapeMembers(members, item, context);
  };
}

/** Kept for each field and not for each selection: clients make any number of selections. */
const membersOfEntity = new WeakMap<Entity, Map<string, Member>>();

function memberOfField(entity: Entity, model: Model, field: Field): Member {
  let members = membersOfEntity.get(entity);
  if (members === undefined) {
    members = new Map();
    membersOfEntity.set(entity, members);
  }
  let member = members.get(field.name);
  if (member === undefined) {
    const compiled = compileMember(field, model);
    // An item that another program stored without a version counts as version 0.
    member = field.name === entity.version ? { ...compiled, derive: compiled.derive ?? (() => 0) } : compiled;
    members.set(field.name, member);
  }
  return member;
}

function compileMember(field: Field, model: Model): Member {
  const own = memberOf(field, model.maps);
  const { source } = field;
  if (source === undefined) return own;
  const derive = deriver(field, source, own.decode);
  return field.stored ? { ...own, derive } : { ...own, derive, attribute: source.attribute, lookUp: 'never' };
}

function deriver(field: Field, source: FieldSource, decode: ValueDecoder): (item: AttributeMap) => unknown {
  const { attribute, template } = source;
  const stored = (item: AttributeMap): AttributeValue | undefined =>
    Object.hasOwn(item, attribute) ? item[attribute] : undefined;
  const context: DecodeContext = { path: [], invalid: (problem) => problem };
  if (template.kind === 'field') {
    return (item) => {
      const value = stored(item);
      return value === undefined || 'NULL' in value ? undefined : decode(value, context);
    };
  }
  const parse = rememberingParser(template);
  const { type } = field;
  return (item) => {
    const value = stored(item);
    if (value === undefined || !('S' in value)) return undefined;
    const text = parse(value.S)?.[field.name];
    if (text === undefined) return undefined;
    if (type.kind === 'scalar') return fromKeyText(type, text);
    return decode({ S: text }, context);
  };
}

const parsers = new WeakMap<TextTemplate, (text: string) => ReturnType<typeof parseTemplate>>();

/** parseTemplate that knows its last answer: several fields ask for the same key, and a partition's items share theirs. */
function rememberingParser(template: TextTemplate): (text: string) => ReturnType<typeof parseTemplate> {
  let parser = parsers.get(template);
  if (parser === undefined) {
    let lastText: string | undefined;
    let lastResult: ReturnType<typeof parseTemplate>;
    parser = (text) => {
      if (text !== lastText) {
        lastResult = parseTemplate(template, text);
        lastText = text;
      }
      return lastResult;
    };
    parsers.set(template, parser);
  }
  return parser;
}

/**
 * A stored value that does not fit its field.
 *
 * @param path  Attribute names from the item down to the value.
 */
export function itemInvalid(
  entity: Entity,
  item: AttributeMap,
  path: readonly string[],
  problem: InvalidStoredValue,
): GatewayError {
  const key = Object.fromEntries(partsOfKey(entity.key).map((part) => [part.attribute, plain(item[part.attribute])]));
  const attribute = path.join('.');
  return new GatewayError(
    'ITEM_INVALID',
    `${entity.name} ${JSON.stringify(key)} has a stored value that does not fit: "${attribute}": ${problem.message}.`,
    { item: { type: entity.name, key, attribute } },
    { cause: problem },
  );
}

/** A key value as its text; numbers too, so that no digit is lost. */
function plain(value: AttributeValue | undefined): string | null {
  if (value === undefined) return null;
  if ('S' in value) return value.S;
  if ('N' in value) return value.N;
  return 'B' in value ? value.B : null;
}
