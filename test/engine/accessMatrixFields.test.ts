import { expect, test } from '@jest/globals';
import { fieldViolations, openFieldGateway } from '../support/accessFields.js';

test('whatever a hidden field holds, who may not read it is told the same, and what they may not write stays', async () => {
  const at = await openFieldGateway();
  const violations: string[] = [];
  for await (const wrong of fieldViolations(at)) violations.push(wrong);
  expect(violations).toEqual([]);
  await at.gateway.close();
}, 90_000);
