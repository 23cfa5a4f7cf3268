import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ERROR_CODES } from '../../src/errors/errorCodes.js';

describe('docs/errors.md', () => {
  test('lists the same codes as the code, with the same status, retryability and meaning', () => {
    const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
    const rows = page.split('\n').flatMap((line) => {
      const [, code, status, retryable, meaning] =
        /^\| `([A-Z_]+)` +\| (\d+) +\| (yes|no) +\| (.*?) +\|$/.exec(line) ?? [];
      return code === undefined ? [] : [[code, { status: Number(status), retryable: retryable === 'yes', meaning }]];
    });
    expect(Object.fromEntries(rows)).toEqual(ERROR_CODES);
    expect(rows).toHaveLength(Object.keys(ERROR_CODES).length);
  });
});
