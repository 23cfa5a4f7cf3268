import { Kind, print } from 'graphql';
import { nodeNames, uncapitalised } from '../model/apiNames.js';
import { fieldsOfTemplate } from '../model/keyTemplate.js';
import { attributeName } from './attributeName.js';
import { parseAttribute } from './directives/attribute.js';
import type { IndexDirective } from './directives/indexDirective.js';
import { findDirective, type Written } from './directives/readArguments.js';
import { parseRelation } from './directives/relation.js';
import type { TableDirective } from './directives/table.js';
import { STORING_DIRECTIVES } from './draftField.js';
import type { FieldDraft } from './drafts.js';
import { parseKeyString } from './keys/parseKeyString.js';
import type { Problems } from './problems.js';
import type { ObjectShape, TypeRegistry } from './typeRegistry.js';

/** Whether a type implements `Node`, defined by the schema or by the gateway. */
export function isNodeType({ interfaces }: ObjectShape, { definitions }: TypeRegistry): boolean {
  const defined = definitions.get(nodeNames.type)?.kind ?? Kind.INTERFACE_TYPE_DEFINITION;
  return defined === Kind.INTERFACE_TYPE_DEFINITION && interfaces.some(({ name }) => name.value === nodeNames.type);
}

/**
 * The `id` of a type that implements `Node`, declared or not. One that is meant as stored, by a
 * directive or a key, is reported: it would be two things.
 */
export function draftGlobalId(
  shape: ObjectShape,
  table: TableDirective,
  indexes: readonly IndexDirective[],
  problems: Problems,
): FieldDraft {
  const { id } = nodeNames;
  const directives = shape.fields.get(id)?.node.directives ?? [];
  const storing = directives.filter(
    (directive) => STORING_DIRECTIVES.includes(directive.name.value) || parseRelation(directive) !== undefined,
  );
  const inKey = [table, ...indexes].flatMap(keyStrings).find(({ written }) => namesId(written.value));
  const at = inKey?.written.node ?? storing[0];
  if (at === undefined) return { kind: 'globalId', name: id };

  const attribute = findDirective(directives, 'attribute');
  const stored = (attribute && parseAttribute(attribute).name?.value) ?? attributeName(id, table.attributes);
  const name = freeName(shape);
  const others = storing.filter((directive) => directive !== attribute).map((directive) => ` ${print(directive)}`);
  const key =
    inKey === undefined
      ? ''
      : ` with ${inKey.role}: "${inKey.written.value.replace(/^id$/, name).replace(/\{id(?=[:}])/g, `{${name}`)}"`;
  problems.report(
    at,
    `"${id}" of ${shape.name} is the global id of a Node, made of the type's name and the item's key, and cannot be ${
      inKey === undefined ? 'a stored field' : 'in a key'
    } too. Name the stored field otherwise and keep its attribute: ${name}: ID! @attribute(name: "${stored}")${others.join('')}${key}; and leave id: ID! as the global one.`,
  );
  return { kind: 'unsound', name: id };
}

/** `productId`, where the type has no such field. */
function freeName({ name, fields }: ObjectShape): string {
  const own = `${uncapitalised(name)}Id`;
  return [own, 'itemId', 'storedId'].find((candidate) => !fields.has(candidate)) ?? own;
}

function keyStrings({
  partition,
  sort,
}: TableDirective | IndexDirective): readonly { readonly role: string; readonly written: Written<string> }[] {
  return [
    ...partition.map((written) => ({ role: 'partition', written })),
    ...(sort ?? []).map((written) => ({ role: 'sort', written })),
  ];
}

function namesId(text: string): boolean {
  const key = parseKeyString(text);
  if (key.kind === 'mistake') return false;
  return (key.kind === 'field' ? [key.field] : fieldsOfTemplate(key.template)).includes(nodeNames.id);
}
