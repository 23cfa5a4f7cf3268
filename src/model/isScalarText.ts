const DAY = String.raw`(\d{4})-(\d{2})-(\d{2})`;
const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?`;
const OFFSET = String.raw`(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)`;

/** The form of each library scalar that is kept as text; where it starts with a day, year, month and day are its groups. */
const FORMS: Readonly<Record<string, RegExp>> = {
  DateTime: new RegExp(`^${DAY}T${TIME}${OFFSET}$`),
  LocalDateTime: new RegExp(`^${DAY}T${TIME}$`),
  Date: new RegExp(`^${DAY}$`),
  Duration: /^[+-]?P(?=\d|T)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d{1,9})?S)?)?$/,
};

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Whether a text is a value of a scalar: RFC 3339 for `DateTime`, the same
 * without an offset for `LocalDateTime`, a day of the calendar for `Date`, ISO 8601
 * for `Duration`. Letters are capital and seconds are written, so that texts of
 * one form sort alike. Any text is a value of the other scalars.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function isScalarText(scalar: string, text: string): boolean {
  const form = FORMS[scalar];
  if (form === undefined) return true;
  const match = form.exec(text);
  if (match === null) return false;
  const [, year, month, day] = match;
  return (
    year === undefined || month === undefined || day === undefined || isDay(Number(year), Number(month), Number(day))
  );
}

function isDay(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && !leap ? 28 : DAYS[month - 1];
  return last !== undefined && day >= 1 && day <= last;
}
