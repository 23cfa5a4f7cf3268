import type { InputValueDefinitionNode } from 'graphql';
import { typeNames } from '../../model/apiNames.js';
import { claimedFields, tenantFields } from '../../model/claimedFields.js';
import { fieldsOfParts, partsOfKey } from '../../model/keyTemplate.js';
import { fieldOf, type Entity, type Field, type MapType } from '../../model/model.js';
import { NUMBER_SCALARS, type ValueType } from '../../model/valueType.js';
import { ensureInput, ensureType, type ApiTypes } from './apiTypes.js';
import { inputType, inputValue } from './definitions.js';
import { durationWords } from './durationWords.js';
import { scalarName } from './scalarName.js';

/** The names of an entity's primary key fields, partition first. */
export function keyFields(entity: Entity): readonly Field[] {
  return fieldsOfParts(partsOfKey(entity.key)).map((name) => fieldOf(entity, name));
}

/** The primary key as arguments or input fields, each required unless a claim gives it. */
export function keyInputs(entity: Entity): readonly InputValueDefinitionNode[] {
  const tenants = tenantFields(entity);
  return keyFields(entity).map((field) =>
    keyValue(field, field.description ?? `Part of the key of ${entity.name}.`, tenants.get(field.name)),
  );
}

/** @param claim  The claim of a TENANT rule, which stands in where the value is not given. */
export function keyValue(
  { name, type }: Field,
  description: string,
  claim: string | undefined,
): InputValueDefinitionNode {
  return claim === undefined
    ? inputValue(name, `${scalarName(type)}!`, description)
    : inputValue(name, scalarName(type), `${description}\n\n${tenantDefault(claim)}`);
}

/** What a field of a TENANT rule is where it is not given. */
export function tenantDefault(claim: string): string {
  return `Default: your claim \`${claim}\`; another is refused.`;
}

/** `ProductKey`: the primary key as one value. */
export function keyInput(api: ApiTypes, entity: Entity): string {
  return ensureType(api, typeNames.key(entity.name), () =>
    inputType(typeNames.key(entity.name), `The key of one ${entity.name}.`, keyInputs(entity)),
  );
}

/** `ProductCreateInput`, or of a map `AddressCreateInput`: a whole new value. Undefined where nothing can be given. */
export function createInput(api: ApiTypes, of: Entity | MapType): string | undefined {
  const claimed = 'rules' in of ? claimDefaults(of) : new Map<string, string>();
  return ensureInput(api, typeNames.createInput(of.name), `A new ${of.name}.`, () =>
    given(of.fields, (field) => {
      if (field.readOnly) return undefined;
      const type = wholeValue(api, field.type);
      const made = claimed.get(field.name) ?? madeWhenNotGiven(of, field);
      const description =
        made === undefined
          ? (field.description ?? `The \`${field.name}\` of the new ${of.name}.`)
          : withDescription(field, made);
      return type === undefined
        ? undefined
        : inputValue(field.name, field.required && made === undefined ? `${type}!` : type, description);
    }),
  );
}

/** `ProductSetInput`, or of a map `AddressSetInput`: the fields that an update may write. */
export function setInput(api: ApiTypes, name: string, fields: ReadonlyMap<string, Field>): string | undefined {
  return ensureInput(
    api,
    typeNames.setInput(name),
    `Fields of ${name} to write; those not given stay as they are.`,
    () =>
      given(fields, (field) => {
        if (!isChangeable(field)) return undefined;
        const type = field.type.kind === 'map' ? partialMap(api, field.type.map) : wholeValue(api, field.type);
        const effect = field.required ? 'It cannot be null.' : 'null removes it.';
        return type === undefined
          ? undefined
          : inputValue(field.name, type, withDescription(field, `The new value of \`${field.name}\`. ${effect}`));
      }),
  );
}

/** `ProductAddInput`: numbers to add, and elements to put into sets. */
export function addInput(api: ApiTypes, entity: Entity): string | undefined {
  const name = typeNames.addInput(entity.name);
  return ensureInput(api, name, `What to add to numbers and sets of ${entity.name}, in one step with the write.`, () =>
    given(entity.fields, (field) => {
      if (!isChangeable(field)) return undefined;
      if (isNumber(field.type)) {
        // Its marker is written in the same transaction, and DynamoDB tells a sum only afterwards.
        if (isUnique(entity, field)) return undefined;
        return inputValue(
          field.name,
          scalarName(field.type),
          `Is added to \`${field.name}\`; a negative number is taken away. A missing value counts as 0.`,
        );
      }
      return setElements(field, `Are put into the set \`${field.name}\`; those in it already change nothing.`);
    }),
  );
}

/** `ProductRemoveInput`: elements to take out of sets. */
export function removeInput(api: ApiTypes, entity: Entity): string | undefined {
  const name = typeNames.removeInput(entity.name);
  return ensureInput(api, name, `Elements to take out of sets of ${entity.name}.`, () =>
    given(entity.fields, (field) =>
      isChangeable(field)
        ? setElements(field, `Are taken out of the set \`${field.name}\`; those not in it change nothing.`)
        : undefined,
    ),
  );
}

/** `ProductAppendInput`: elements to put at the end of lists. */
export function appendInput(api: ApiTypes, entity: Entity): string | undefined {
  const name = typeNames.appendInput(entity.name);
  return ensureInput(api, name, `Elements to put at the end of lists of ${entity.name}.`, () =>
    given(entity.fields, (field) => {
      if (!isChangeable(field) || field.type.kind !== 'list' || field.type.storage !== 'L') return undefined;
      const type = wholeValue(api, field.type);
      return type === undefined
        ? undefined
        : inputValue(field.name, type, `Are put at the end of \`${field.name}\`, in this order.`);
    }),
  );
}

function given(
  fields: ReadonlyMap<string, Field>,
  toInput: (field: Field) => InputValueDefinitionNode | undefined,
): readonly InputValueDefinitionNode[] {
  return [...fields.values()].flatMap((field) => toInput(field) ?? []);
}

function isChangeable(field: Field): boolean {
  return !field.readOnly && !field.immutable && !field.inPrimaryKey;
}

function isUnique({ uniqueFields }: Entity, { name }: Field): boolean {
  return uniqueFields.some(({ field }) => field === name);
}

/** Only a number stored as a number can be added to by DynamoDB. */
function isNumber(type: ValueType): boolean {
  return type.kind === 'scalar' && NUMBER_SCALARS.has(type.scalar) && type.storage === 'N';
}

function setElements(field: Field, description: string): InputValueDefinitionNode | undefined {
  if (field.type.kind !== 'list' || field.type.storage === 'L') return undefined;
  return inputValue(field.name, `[${scalarName(field.type.of)}!]`, description);
}

/** The input type of a value that is written as a whole; undefined for a map with nothing to write. */
function wholeValue(api: ApiTypes, type: ValueType): string | undefined {
  switch (type.kind) {
    case 'map': {
      const map = api.model.maps.get(type.map);
      return map && createInput(api, map);
    }
    case 'list': {
      const element = wholeValue(api, type.of);
      return element && `[${element}${type.ofRequired ? '!' : ''}]`;
    }
    default:
      return scalarName(type);
  }
}

/** In an update a map is written field by field. */
function partialMap(api: ApiTypes, name: string): string | undefined {
  const map = api.model.maps.get(name);
  return map && setInput(api, map.name, map.fields);
}

/** Of the fields that a new item takes from claims, what is stored where they are not given, in words. */
function claimDefaults(entity: Entity): ReadonlyMap<string, string> {
  const tenants = tenantFields(entity);
  return new Map(
    [...claimedFields(entity)].map(([name, claim]) => [
      name,
      tenants.has(name) ? tenantDefault(claim) : `Default: your claim \`${claim}\`.`,
    ]),
  );
}

/** What the gateway stores where the field is not given, in words; undefined where that is nothing. */
function madeWhenNotGiven(of: Entity | MapType, field: Field): string | undefined {
  if (field.generated !== undefined) return `When not given, the gateway makes one (${field.generated}).`;
  if (field.defaultValue !== undefined) return `When not given, it is ${defaultText(field)}.`;
  const ttl = 'ttl' in of ? of.ttl : undefined;
  if (ttl?.afterSeconds === undefined || ttl.field !== field.name) return undefined;
  return `When not given, it is ${durationWords(ttl.afterSeconds)} after the write.${field.required ? '' : ' null: the item does not expire.'}`;
}

/** As GraphQL writes it: an enum's value has no quotes. */
function defaultText(field: Field): string {
  return field.type.kind === 'enum' ? String(field.defaultValue) : JSON.stringify(field.defaultValue);
}

function withDescription(field: Field, sentence: string): string {
  return field.description === undefined ? sentence : `${field.description}\n\n${sentence}`;
}
