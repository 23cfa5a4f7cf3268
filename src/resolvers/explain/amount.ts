import type { Amount, Cost } from './operationPlan.js';

export const NONE: Amount = { likely: 0, atMost: 0 };
export const ONE: Amount = { likely: 1, atMost: 1 };
export const FREE: Cost = { calls: NONE, items: NONE, readUnits: NONE, writeUnits: NONE };

export function exactly(number: number): Amount {
  return { likely: number, atMost: number };
}

export function sumOf(amounts: readonly Amount[]): Amount {
  return amounts.reduce((a, b) => ({ likely: a.likely + b.likely, atMost: a.atMost + b.atMost }), NONE);
}

export function product(a: Amount, b: Amount): Amount {
  return { likely: a.likely * b.likely, atMost: a.atMost * b.atMost };
}

export function costOf(parts: Partial<Cost>): Cost {
  return { ...FREE, ...parts };
}

export function sumOfCosts(costs: readonly Cost[]): Cost {
  return overParts((part) => sumOf(costs.map((cost) => cost[part])));
}

/** Of alternatives of which each item takes one: what is likely is weighed already, and at most all take the dearest. */
export function costOfAlternatives(costs: readonly Cost[]): Cost {
  return overParts((part) => ({
    likely: sumOf(costs.map((cost) => cost[part])).likely,
    atMost: Math.max(0, ...costs.map((cost) => cost[part].atMost)),
  }));
}

export function timesCost(cost: Cost, times: Amount): Cost {
  return overParts((part) => product(cost[part], times));
}

function overParts(amountOf: (part: keyof Cost) => Amount): Cost {
  return {
    calls: amountOf('calls'),
    items: amountOf('items'),
    readUnits: amountOf('readUnits'),
    writeUnits: amountOf('writeUnits'),
  };
}
