import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { createPagingGateway, type PagingGateway } from '../support/pagingGateway.js';
import { expectRelayPages } from '../support/pagingProperties.js';
import { PAGING_SCHEMA, PAGING_SHAPES } from '../support/pagingShapes.js';

let paging: PagingGateway;
beforeAll(async () => {
  paging = await createPagingGateway(PAGING_SCHEMA);
});
afterAll(() => paging.close());

describe('pages are those of the Relay specification', () => {
  test.each(PAGING_SHAPES.map((shape) => [shape.name, shape] as const))(
    '%s: every cursor works in both directions, whatever is filtered, expired, foreign or deleted',
    (_name, shape) => expectRelayPages(paging, shape, 25),
    60_000,
  );
});
