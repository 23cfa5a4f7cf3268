import { parseTemplate } from '../dynamo/keys/keyText.js';
import { equalValues } from '../dynamo/values/equalValues.js';
import type { AttributeMap, AttributeValue } from '../model/attributeValue.js';
import type { Entity, Field } from '../model/model.js';

/** Names of the fields whose values differ between two images of an item, in the order of the schema. */
export function changedFields(entity: Entity, before: AttributeMap = {}, after: AttributeMap = {}): readonly string[] {
  const names: string[] = [];
  for (const field of entity.fields.values()) if (hasChanged(field, before, after)) names.push(field.name);
  return names;
}

function hasChanged(field: Field, before: AttributeMap, after: AttributeMap): boolean {
  const [was, is] = [ownValue(field, before), ownValue(field, after)];
  if (field.source === undefined || (was !== undefined && is !== undefined)) return differ(was, is);
  const [keyWas, keyIs] = [keyedValue(field, before), keyedValue(field, after)];
  // In a key everything is text: where one image holds it there only, both are asked there.
  if (keyWas !== undefined && keyIs !== undefined) return differ(keyWas, keyIs);
  return differ(was ?? keyWas, is ?? keyIs);
}

function differ(one: AttributeValue | undefined, other: AttributeValue | undefined): boolean {
  if (one === undefined || other === undefined) return one !== other;
  return !equalValues(one, other);
}

/** A NULL is as good as nothing. */
function ownValue({ stored, attribute }: Field, item: AttributeMap): AttributeValue | undefined {
  const value = stored ? item[attribute] : undefined;
  return value === undefined || 'NULL' in value ? undefined : value;
}

function keyedValue({ name, source }: Field, item: AttributeMap): AttributeValue | undefined {
  const value = source && item[source.attribute];
  if (value === undefined || source?.template.kind !== 'text') return value;
  const text = 'S' in value ? parseTemplate(source.template, value.S)?.[name] : undefined;
  return text === undefined ? undefined : { S: text };
}
