import { GatewayError } from '../../errors/gatewayError.js';
import type { Access, ClaimValue, FieldTest } from '../../model/access.js';
import type { AttributeMap, AttributeValue } from '../../model/attributeValue.js';
import { allOf, anyOf, NOTHING, type Filter } from '../../model/filter.js';
import { partsOfKey, type FieldSegment, type KeyPart, type TextTemplate } from '../../model/keyTemplate.js';
import { fieldOf, type Entity } from '../../model/model.js';
import type { ValueType } from '../../model/valueType.js';
import { fieldText, literalAfter } from '../keys/keyText.js';
import { claimAsField } from '../values/claimAsField.js';
import { encodeValue } from '../values/encodeValue.js';

/**
 * What rules leave to one who asks, as a condition on items. Undefined where that is all of them, `NOTHING` where it is
 * none.
 *
 * A field that leads a key of the table is asked of the key: whatever another program has stored beside it, the key is
 * what the item is found by.
 */
export function accessFilter(entity: Entity, access: Access): Filter | undefined {
  if (access.kind === 'ALL') return undefined;
  if (access.kind === 'NONE') return NOTHING;
  const alternatives = access.anyOf.map((test) => testFilter(entity, test)).filter((filter) => filter !== NOTHING);
  if (access.anyOf.length > 0 && alternatives.length === 0) return NOTHING;
  const fences = access.allOf.map((test) => testFilter(entity, test));
  if (fences.includes(NOTHING)) return NOTHING;
  return allOf([...fences, alternatives.length === 0 ? undefined : anyOf(alternatives)]);
}

/**
 * What fields say of the attributes of an item's primary key, as far as rules ask for those: of a template the text up
 * to the end of its first field.
 *
 * @param values  By field name, coerced; of some fields. One that can stand in no key says nothing.
 */
export function leadingKeys(
  entity: Pick<Entity, 'name' | 'key' | 'fields'>,
  values: Readonly<Record<string, unknown>>,
): AttributeMap {
  const attributes: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null) continue;
    const keyed = leadingKeyPart(entity, name);
    const start = keyed && keyStart(keyed, value);
    if (keyed !== undefined && start !== undefined) attributes[keyed.part.attribute] = start;
  }
  return attributes;
}

function keyStart({ type, text }: LeadingPart, value: unknown): AttributeValue | undefined {
  return unlessRefused(() => {
    if (text === undefined) return encodeValue(type, value, new Map());
    const { template, prefix, segment } = text;
    return { S: prefix + fieldText(template, segment, value, []) + literalAfter(template, segment) };
  });
}

function testFilter(entity: Entity, { field: name, values }: FieldTest): Filter {
  const keyed = leadingKeyPart(entity, name);
  if (keyed !== undefined) return orNothing(values.flatMap((value) => keyFilter(keyed, value)));
  const { type, attribute } = fieldOf(entity, name);
  const path = [attribute];
  if (type.kind === 'list') {
    const held = distinct(values.flatMap((value) => encoded(type.of, value)));
    // Of a text, which another program may have stored there, contains() would be true of any piece.
    const isList: Filter = { kind: 'ofType', path, type: type.storage };
    const filter = orNothing(held.map((value) => ({ kind: 'contains', path, value })));
    return filter === NOTHING ? NOTHING : (allOf([isList, filter]) ?? NOTHING);
  }
  const equal = distinct(values.flatMap((value) => encoded(type, value)));
  const [only, ...others] = equal;
  if (only === undefined) return NOTHING;
  return others.length === 0 ? { kind: 'compare', path, op: '=', value: only } : { kind: 'in', path, values: equal };
}

interface LeadingPart {
  readonly part: KeyPart;
  readonly type: ValueType;
  /** Undefined where the key attribute is the field itself. */
  readonly text:
    { readonly template: TextTemplate; readonly prefix: string; readonly segment: FieldSegment } | undefined;
}

/** The key attribute of the table that begins with the field, behind nothing but a constant. */
function leadingKeyPart(entity: Pick<Entity, 'name' | 'key' | 'fields'>, name: string): LeadingPart | undefined {
  for (const part of partsOfKey(entity.key)) {
    const { template } = part;
    const type = entity.fields.get(name)?.type;
    if (type === undefined) continue;
    if (template.kind === 'field') {
      if (template.field === name) return { part, type, text: undefined };
      continue;
    }
    const [first, second] = template.segments;
    const segment = first?.kind === 'literal' ? second : first;
    if (segment?.kind !== 'field' || segment.field !== name) continue;
    return { part, type, text: { template, prefix: first?.kind === 'literal' ? first.text : '', segment } };
  }
  return undefined;
}

/** Nothing for a value that no such key can hold. */
function keyFilter(keyed: LeadingPart, claim: ClaimValue): readonly Filter[] {
  const value = claimAsField(keyed.type, claim);
  const start = value === undefined ? undefined : keyStart(keyed, value);
  if (start === undefined) return [];
  const path = [keyed.part.attribute];
  const { text } = keyed;
  const isWhole = text === undefined || text.template.segments.at(-1) === text.segment;
  return [isWhole ? { kind: 'compare', path, op: '=', value: start } : { kind: 'beginsWith', path, value: start }];
}

/** The claim as the field stores it; nothing for one that is none of its type. */
function encoded(type: ValueType, claim: ClaimValue): readonly AttributeValue[] {
  const stored = unlessRefused(() => encodeValue(type, claimAsField(type, claim), new Map()));
  return stored === undefined ? [] : [stored];
}

function unlessRefused<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof GatewayError) return undefined;
    throw error;
  }
}

function orNothing(filters: readonly Filter[]): Filter {
  return filters.length === 0 ? NOTHING : anyOf(filters);
}

function distinct(values: readonly AttributeValue[]): readonly AttributeValue[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
