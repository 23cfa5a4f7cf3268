import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { refuseConditionalSubscription } from '../../../src/limits/refuseConditionalSubscription.js';

const refusal = (document: string) => () => refuseConditionalSubscription(parse(document));

describe('a root field that may be left out is refused', () => {
  test.each([
    ['by a variable', 'subscription A($x: Boolean!) { changed @include(if: $x) { kind } }'],
    ['by a constant', 'subscription A { changed @skip(if: false) { kind } }'],
    ['around it', 'subscription A { ... @skip(if: true) { changed { kind } } }'],
    ['with its fragment', 'subscription A { ...F @include(if: true) } fragment F on Subscription { changed { kind } }'],
    ['in its fragment', 'subscription A { ...F } fragment F on Subscription { changed @skip(if: true) { kind } }'],
    ['beside the operation that is run', 'query B { a } subscription A { changed @skip(if: true) { kind } }'],
  ])('%s', (_name, document) => {
    expect(refusal(document)).toThrow(
      expect.objectContaining({
        code: 'GRAPHQL_VALIDATION_FAILED',
        message:
          'The subscription "A" cannot have @skip or @include at its root field or around it. Decide it where you subscribe: leave the subscription out.',
      }),
    );
  });

  test('without a name, too', () => {
    expect(refusal('subscription { changed @skip(if: true) { kind } }')).toThrow('A subscription cannot have @skip');
  });
});

describe('what passes', () => {
  test.each([
    ['conditions below the root', 'subscription ($x: Boolean!) { changed { kind @include(if: $x) } }'],
    ['those of queries', 'query ($x: Boolean!) { a @include(if: $x) }'],
    ['another directive', 'subscription { changed @live { kind } }'],
    ['fragments in a circle', 'subscription { ...F } fragment F on Subscription { ...F changed { kind } }'],
    ['a fragment that is not there', 'subscription { ...F }'],
  ])('%s', (_name, document) => {
    expect(refusal(document)).not.toThrow();
  });
});
