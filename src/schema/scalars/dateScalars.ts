import { isScalarText } from '../../model/isScalarText.js';
import { textScalar, type TextScalarOptions } from './textScalar.js';

/** DateTime, LocalDateTime, Date and Duration: checked, and kept as the text they came as. */

function isoScalar(options: Omit<TextScalarOptions, 'parse' | 'fromResolver'>, fromDate?: (isoText: string) => string) {
  const { name } = options;
  return textScalar({
    ...options,
    parse: (value) => (typeof value === 'string' && isScalarText(name, value) ? value : undefined),
    ...(fromDate === undefined
      ? {}
      : {
          fromResolver: (value) =>
            value instanceof Date && !Number.isNaN(value.getTime()) ? fromDate(value.toISOString()) : value,
        }),
  });
}

export const dateTimeScalar = isoScalar(
  {
    name: 'DateTime',
    description: 'A moment as RFC 3339 text: `2025-03-01T09:30:00Z`. It comes back as it was written.',
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
    needs: 'RFC 3339 text like "2025-03-01T09:30:00Z"',
  },
  (isoText) => isoText,
);

export const localDateTimeScalar = isoScalar({
  name: 'LocalDateTime',
  description: 'A day and a time without a time zone: `2025-03-01T09:30:00`.',
  needs: 'a day and a time without a time zone like "2025-03-01T09:30:00"',
});

export const dateScalar = isoScalar(
  {
    name: 'Date',
    description: 'A day of the calendar: `2025-03-01`.',
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
    needs: 'a day of the calendar like "2025-03-01"',
  },
  (isoText) => isoText.slice(0, 10),
);

export const durationScalar = isoScalar({
  name: 'Duration',
  description: 'A length of time as ISO 8601 text: `P30D` is thirty days, `PT1H30M` an hour and a half.',
  needs: 'ISO 8601 text like "P30D" or "PT1H30M"',
});
