import { Kind, print, type ConstDirectiveNode, type ConstValueNode } from 'graphql';
import { isScalarText } from '../../model/isScalarText.js';
import { argumentValue, readBoolean } from './readArguments.js';

/** `@ttl` as it is written. */
export interface TtlDirective {
  readonly showExpired: boolean;
  readonly after: ConstValueNode | undefined;
}

export function parseTtl(node: ConstDirectiveNode): TtlDirective {
  return { showExpired: readBoolean(node, 'showExpired')?.value ?? false, after: argumentValue(node, 'after') };
}

/** What an `after` comes to, or why it is no lifetime (the end of a sentence that names the field). */
export type Lifetime =
  { readonly kind: 'seconds'; readonly seconds: number } | { readonly kind: 'mistake'; readonly message: string };

const DAY_SECONDS = 86_400;
const MAX_DAYS = 36_500;

/** The parts of a Duration; its form is looked at before. */
const PARTS =
  /^(?<sign>[+-]?)P(?:(?<years>\d+)Y)?(?:(?<months>\d+)M)?(?:(?<weeks>\d+)W)?(?:(?<days>\d+)D)?(?<time>T(?:(?<hours>\d+)H)?(?:(?<minutes>\d+)M)?(?:(?<seconds>[\d.]+)S)?)?$/;

/** A Duration of fixed length: weeks, days, hours, minutes and seconds, from one second to a hundred years. */
export function lifetimeOf(node: ConstValueNode): Lifetime {
  const written = print(node);
  const parts =
    node.kind === Kind.STRING && isScalarText('Duration', node.value) ? PARTS.exec(node.value)?.groups : undefined;
  if (parts === undefined) {
    return mistake(`${written} is no length of time as ISO 8601 writes it. Write after: "P30D", or after: "PT12H".`);
  }
  const count = (part: string): number => Number(parts[part] ?? 0);
  const days = 7 * count('weeks') + count('days');
  if (parts.years !== undefined || parts.months !== undefined) {
    const uneven = [...(parts.years ? ['years'] : []), ...(parts.months ? ['months'] : [])].join(' and ');
    const fixed = `P${365 * count('years') + 30 * count('months') + days}D${parts.time ?? ''}`;
    return mistake(`${written} has ${uneven}, which differ in length. Write days: after: "${fixed}".`);
  }
  const length = DAY_SECONDS * days + 3_600 * count('hours') + 60 * count('minutes') + count('seconds');
  const seconds = parts.sign === '-' ? -length : length;
  if (seconds < 1 || seconds > MAX_DAYS * DAY_SECONDS) {
    return mistake(
      `${written} is ${seconds < 1 ? 'too short' : 'too long'}: an item lives from 1 second to 100 years, "PT1S" to "P${MAX_DAYS}D".`,
    );
  }
  if (!Number.isInteger(seconds)) {
    return mistake(`${written} ends in a part of a second, and DynamoDB expires items by whole seconds. Leave it out.`);
  }
  return { kind: 'seconds', seconds };
}

function mistake(message: string): Lifetime {
  return { kind: 'mistake', message };
}
