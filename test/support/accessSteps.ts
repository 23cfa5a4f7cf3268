import { keyFieldsOf, entityOf, type Model } from '../../src/model/model.js';
import { listArguments } from '../../src/model/listArguments.js';
import type { GatewayContext } from '../../src/resolvers/gatewayContext.js';
import type { Repository } from '../../src/resolvers/repositories.js';
import { toGraphQLError } from '../../src/errors/toGraphQLError.js';
import type { UserResolvers } from '../../src/resolvers/userResolvers.js';
import type { Path } from './accessReads.js';

type Values = Readonly<Record<string, unknown>>;
type Step = (docs: Repository, context: GatewayContext) => Promise<unknown>;

export interface Steps {
  readonly asking: Readonly<Record<string, Step>>;
  readonly acting: Readonly<Record<string, Step>>;
}

/** Everything that a resolver of the user's own can do with the repository of `Doc`. */
export function stepsOf(model: Model, item: Values): Steps {
  const doc = entityOf(model, 'Doc');
  const key = picked(keyFieldsOf(doc), item);
  const changed = { ...key, owner: item['owner'], title: 'stolen' };
  const queries = [undefined, ...doc.indexes.keys()].flatMap((index): [string, Step][] => {
    const partition = picked(listArguments(doc, index).partition, item);
    const query = { ...(index !== undefined && { index }), partition, limit: 5 };
    return [
      [`query ${index ?? 'the table'}`, (docs) => docs.query(query)],
      [
        `query ${index ?? 'the table'} with a guess`,
        (docs) => docs.query({ ...query, filter: { title: { beginsWith: 'hidden' } } }),
      ],
    ];
  });
  return {
    asking: {
      get: (docs) => docs.get(key),
      'get consistently': (docs) => docs.get(key, { consistent: true }),
      ...Object.fromEntries(queries),
    },
    acting: {
      update: (docs) => docs.update(key, { set: { title: 'stolen' } }),
      'update if': (docs) =>
        docs.update(key, { set: { title: 'stolen' } }, { if: { title: { beginsWith: 'hidden' } } }),
      delete: (docs) => docs.delete(key),
      create: (docs) => docs.create(changed),
      put: (docs) => docs.put(changed, { expectedVersion: 0 }),
      'transact update': (docs, { transact }) => transact([docs.transact.update(key, { set: { title: 'stolen' } })]),
      'transact delete': (docs, { transact }) => transact([docs.transact.delete(key)]),
      'transact check': (docs, { transact }) => transact([docs.transact.check(key)]),
      'transact put': (docs, { transact }) => transact([docs.transact.put(changed, { expectedVersion: 0 })]),
    },
  };
}

/** Steps that ask of the item what an absent one would not say. */
const TELL_TAKEN: ReadonlySet<string> = new Set(['create', 'put', 'transact put']);
const READ: ReadonlySet<string> = new Set(['update if', 'transact check']);

export function stepPaths({ asking, acting }: Steps): {
  readonly reads: readonly Path[];
  readonly writes: readonly Path[];
} {
  return {
    reads: Object.keys(asking).map((step) => ({
      name: `a resolver's ${step}`,
      operation: `{ ask(step: "${step}") }`,
      works: true,
      isExtra: step.startsWith('query') && step !== 'query the table' && step !== 'query ByTopic',
    })),
    writes: Object.keys(acting).map((step) => ({
      name: `a resolver's ${step}`,
      operation: `mutation { act(step: "${step}") }`,
      works: !TELL_TAKEN.has(step),
      ...(TELL_TAKEN.has(step) && { tellsTaken: true as const }),
      ...(READ.has(step) && { reads: true as const }),
    })),
  };
}

export function stepResolvers(steps: () => Steps): UserResolvers {
  const run = async (step: Step | undefined, context: GatewayContext) => {
    const docs = context.repositories['doc'];
    if (step === undefined || docs === undefined) throw new Error('There is no such step.');
    try {
      return JSON.stringify(await step(docs, context));
    } catch (error) {
      const { formatted, masked } = toGraphQLError(error);
      if (masked !== undefined) throw masked;
      return JSON.stringify({ error: formatted });
    }
  };
  return {
    Query: {
      ask: (_parent: unknown, { step }: { step: string }, context: GatewayContext) =>
        run(steps().asking[step], context),
    },
    Mutation: {
      act: (_parent: unknown, { step }: { step: string }, context: GatewayContext) =>
        run(steps().acting[step], context),
    },
  };
}

function picked(fields: readonly string[], item: Values): Values {
  return Object.fromEntries(fields.map((name) => [name, item[name]]));
}
