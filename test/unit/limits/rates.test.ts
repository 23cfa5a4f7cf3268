import { describe, expect, test } from '@jest/globals';
import type { GatewayError } from '../../../src/errors/gatewayError.js';
import { createRates, rateKeyOf, type RateSettings } from '../../../src/limits/rates.js';
import { waitUntil } from '../../support/waitUntil.js';

const SETTINGS: RateSettings = { rateWindowS: 10, rateRequests: 3, rateUnits: 10 };

async function refusal(admitting: Promise<void>): Promise<GatewayError | undefined> {
  return admitting.then(
    () => undefined,
    (error: unknown) => error as GatewayError,
  );
}

describe('requests of a window', () => {
  test('as many as the limit, then a refusal that says when to come back', async () => {
    const rates = createRates(SETTINGS, undefined);
    for (let request = 0; request < 3; request++) expect(await refusal(rates.admit('a'))).toBeUndefined();
    const refused = await refusal(rates.admit('a'));
    expect(refused?.extensions).toEqual({
      code: 'LIMIT_EXCEEDED',
      retryable: true,
      limit: { name: 'rateRequests', max: 3, actual: 4 },
      retryAfterMs: expect.any(Number),
    });
    expect(refused?.details.retryAfterMs).toBeLessThanOrEqual(10_000);
    expect(refused?.message).toMatch(
      /^You have used the 3 requests that you may use in 10 s \(--rate-requests\)\. Try again in (10|9) s\.$/,
    );
  });

  test('others are counted by themselves', async () => {
    const rates = createRates({ ...SETTINGS, rateRequests: 1 }, undefined);
    await rates.admit('a');
    expect(await refusal(rates.admit('b'))).toBeUndefined();
  });

  test('the next window is new', async () => {
    const rates = createRates({ ...SETTINGS, rateWindowS: 1, rateRequests: 1 }, undefined);
    await rates.admit('a');
    const refused = await refusal(rates.admit('a'));
    expect(refused?.details.limit).toEqual({ name: 'rateRequests', max: 1, actual: 2 });
    await waitUntil('the window to end', async () => (await refusal(rates.admit('a'))) === undefined);
  });

  test('0 counts none', async () => {
    const rates = createRates({ rateWindowS: 10, rateRequests: 0, rateUnits: 0 }, undefined);
    for (let request = 0; request < 20; request++) expect(await refusal(rates.admit('a'))).toBeUndefined();
    await rates.spent('a', 1e9);
    expect(await refusal(rates.admit('a'))).toBeUndefined();
  });
});

describe('units of a window', () => {
  test('a request may go beyond; those after it are refused until the window ends', async () => {
    const rates = createRates({ ...SETTINGS, rateRequests: 0 }, undefined);
    await rates.spent('a', 9.5);
    expect(await refusal(rates.admit('a'))).toBeUndefined();
    await rates.spent('a', 700);
    expect((await refusal(rates.admit('a')))?.details.limit).toEqual({ name: 'rateUnits', max: 10, actual: 709.5 });
    expect(await refusal(rates.admit('b'))).toBeUndefined();
  });

  test('halves add up', async () => {
    const rates = createRates({ ...SETTINGS, rateRequests: 0, rateUnits: 1 }, undefined);
    await rates.spent('a', 0.5);
    expect(await refusal(rates.admit('a'))).toBeUndefined();
    await rates.spent('a', 0.5);
    const refused = await refusal(rates.admit('a'));
    expect(refused?.details.limit).toEqual({ name: 'rateUnits', max: 1, actual: 1 });
  });
});

describe('whose they are', () => {
  test('an identity, wherever it comes from; an address where nobody is known', () => {
    expect(rateKeyOf('ada', '10.0.0.1')).toBe(rateKeyOf('ada', '10.0.0.2'));
    expect(rateKeyOf('', '10.0.0.1')).not.toBe(rateKeyOf('', '10.0.0.2'));
    expect(rateKeyOf('10.0.0.1', 'x')).not.toBe(rateKeyOf('', '10.0.0.1'));
  });

  test.each([
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
    ['2001:0db8:0001:0002::1', '2001:DB8:1:2::1', true],
    ['2001:db8::1', '2001:db8:0:0:5::', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['::1', '2001::1', false],
  ])('%s and %s are one network of IPv6: %s', (one, other, same) => {
    expect(rateKeyOf('', one) === rateKeyOf('', other)).toBe(same);
  });
});
