import type { SettingKind } from './settingTable.js';

/** A value that can be used, or one sentence that says what to write instead. */
export type SettingValue = { readonly value: unknown } | { readonly problem: string };

/** Reads a flag's or a variable's text. `where` is the flag or variable, for the message. */
export function parseSettingText(kind: SettingKind, text: string, where: string): SettingValue {
  switch (kind.kind) {
    case 'integer':
      return checkSetting(kind, /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : text, where);
    case 'boolean':
      if (text === 'true' || text === '1') return { value: true };
      if (text === 'false' || text === '0') return { value: false };
      return { problem: `${where} is "${text}": write true or false.` };
    case 'list': {
      const parts = text.split(',').map((part) => part.trim());
      return checkSetting(kind, text.trim() === '' ? [] : parts, where);
    }
    case 'text':
    case 'choice':
      return checkSetting(kind, text, where);
  }
}

/** Checks a value that has its type already. */
export function checkSetting(kind: SettingKind, value: unknown, where: string): SettingValue {
  switch (kind.kind) {
    case 'integer':
      if (typeof value === 'number' && Number.isInteger(value) && value >= kind.min && value <= kind.max)
        return { value };
      return {
        problem: `${where} is ${shown(value)}: give a whole number from ${kind.min} to ${kind.max} (${kind.unit}).`,
      };
    case 'boolean':
      return typeof value === 'boolean' ? { value } : { problem: `${where} is ${shown(value)}: give true or false.` };
    case 'choice':
      if (typeof value === 'string' && kind.values.includes(value)) return { value };
      return { problem: `${where} is ${shown(value)}: give one of ${kind.values.join(', ')}.` };
    case 'text': {
      if (kind.secret !== undefined) {
        const bytes = typeof value === 'string' ? Buffer.byteLength(value) : 0;
        if (bytes < (kind.secret.minBytes ?? 1))
          return { problem: `${where} ${bytes === 0 ? 'is empty' : `has ${bytes} bytes`}: give ${kind.expected}.` };
        const fits = kind.pattern === undefined || kind.pattern.test(value as string);
        return fits ? { value } : { problem: `${where} cannot be used: give ${kind.expected}.` };
      }
      const fits = typeof value === 'string' && (kind.pattern === undefined ? value !== '' : kind.pattern.test(value));
      return fits ? { value } : { problem: `${where} is ${shown(value)}: give ${kind.expected}.` };
    }
    case 'list':
      return checkList(kind, value, where);
  }
}

function checkList(kind: SettingKind & { kind: 'list' }, value: unknown, where: string): SettingValue {
  if (!Array.isArray(value)) return { problem: `${where} is ${shown(value)}: give a list of ${kind.expected}.` };
  const wrong = value.findIndex((element) => typeof element !== 'string' || !kind.pattern.test(element));
  if (wrong < 0) return { value: value as readonly string[] };
  const element: unknown = value[wrong];
  const length = typeof element === 'string' ? element.length : 0;
  const what = kind.secret === true ? `has ${length} characters` : `is ${shown(element)}`;
  return { problem: `${where}: number ${wrong + 1} ${what}: give ${kind.expected}.` };
}

function shown(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  // Undefined for what JSON has no word for, such as a function.
  const text: string | undefined = JSON.stringify(value);
  return text ?? typeof value;
}
