const UNITS = [
  ['week', 7 * 24 * 60 * 60],
  ['day', 24 * 60 * 60],
  ['hour', 60 * 60],
  ['minute', 60],
  ['second', 1],
] as const;

/** `30 days`, `1 day 12 hours`: a duration as a sentence says it. Weeks only where nothing is left over: `10 days`. */
export function durationWords(seconds: number): string {
  const words: string[] = [];
  let left = seconds;
  for (const [unit, length] of UNITS) {
    if (unit === 'week' && left % length !== 0) continue;
    const count = Math.floor(left / length);
    if (count > 0) words.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
    left -= count * length;
  }
  return words.join(' ');
}
