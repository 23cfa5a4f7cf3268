import { tenantFields } from '../model/claimedFields.js';
import { fieldsOfParts, partsOfKey } from '../model/keyTemplate.js';
import { fieldOf, type Entity, type Field, type MapType } from '../model/model.js';
import { isHiddenFromSome } from '../model/readRules.js';
import { comment } from './comment.js';
import { generatedNames } from './generatedNames.js';
import { valueTypeText } from './valueTypeText.js';

/** `StoredProduct`: what repositories return and resolvers of Product's fields get as their parent. */
export function entityItemType(entity: Entity): string {
  const typename = `  readonly __typename: '${entity.name}';\n`;
  return itemInterface(entity.name, entity.description, typename, entity.fields, entity);
}

/** `StoredAddress`: a map inside items. Unlike an item it does not say its type's name. */
export function mapItemType(map: MapType, description: string | undefined): string {
  return itemInterface(map.name, description, '', map.fields, { fieldRules: new Map() });
}

/** `ProductKey`: the fields of the primary key, without those that a claim gives where they are left out. */
export function keyType(entity: Entity): string {
  const fields = fieldsOfParts(partsOfKey(entity.key)).map((name) => fieldOf(entity, name));
  const tenants = tenantFields(entity);
  return (
    comment(`The key of one ${entity.name}.`) +
    `export interface ${generatedNames.key(entity.name)} {\n` +
    fields.map((field) => property(field, valueTypeText(field.type), tenants.has(field.name) ? '?' : '')).join('') +
    '}\n'
  );
}

function itemInterface(
  name: string,
  description: string | undefined,
  first: string,
  fields: ReadonlyMap<string, Field>,
  rules: Pick<Entity, 'fieldRules'>,
): string {
  const properties = [...fields.values()].map((field) =>
    property(field, storedText(field, isHiddenFromSome(rules, field.name))),
  );
  return `${comment(description)}export interface ${generatedNames.stored(name)} {\n${first}${properties.join('')}}\n`;
}

function storedText({ type, required }: Field, isHidden: boolean): string {
  const text = valueTypeText(type);
  return (required && !isHidden) || text === 'unknown' ? text : `${text} | null`;
}

function property(field: Field, type: string, optional: '?' | '' = ''): string {
  return `${comment(field.description, '  ')}  readonly ${field.name}${optional}: ${type};\n`;
}
