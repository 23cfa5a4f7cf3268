import type { TextTemplate } from '../../../src/model/keyTemplate.js';
import { parseTemplate } from '../../../src/schema/keys/parseKeyString.js';

/** A template as the schema's own compiler reads it: `ORDER#{orderId}`. */
export function compileTemplateText(source: string): TextTemplate {
  const template = parseTemplate(source);
  if (!('segments' in template)) throw new Error(`"${source}" is no template: ${JSON.stringify(template)}`);
  return template;
}
