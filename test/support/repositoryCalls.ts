import { GatewayError } from '../../src/errors/gatewayError.js';
import type { GatewayContext } from '../../src/resolvers/gatewayContext.js';
import type { Repository } from '../../src/resolvers/repositories.js';
import type { UserResolvers } from '../../src/resolvers/userResolvers.js';
import type { Command, TestGateway } from './testGateway.js';

type AnyRepositories = Readonly<Record<string, Repository>>;

/** What became of code that used repositories: its value, or the error of ours that it threw. */
export interface CallOutcome<T> {
  readonly value: T | undefined;
  readonly error: GatewayError | undefined;
  readonly commands: readonly Command[];
}

export interface RepositoryCalls<Repositories> {
  /** To be part of the schema: the field whose resolver runs the code. */
  readonly sdl: string;
  readonly resolvers: UserResolvers;
  /**
   * Runs code as a resolver of the user's does, in a request of its own; one call at a time.
   *
   * @throws {Error} What the code throws beside GatewayErrors.
   */
  run<T>(gateway: TestGateway, code: (repositories: Repositories) => Promise<T>): Promise<CallOutcome<T>>;
}

/** @typeParam Repositories  As codegen would write it from the schema of the test. */
export function repositoryCalls<Repositories = AnyRepositories>(): RepositoryCalls<Repositories> {
  let resolve: (context: GatewayContext<Repositories>) => Promise<void> = () => Promise.resolve();
  return {
    sdl: 'extend type Mutation { act: Boolean }',
    resolvers: {
      Mutation: {
        act: async (_parent: unknown, _args: object, context: GatewayContext<Repositories>) => {
          await resolve(context);
          return true;
        },
      },
    },
    async run<T>(gateway: TestGateway, code: (repositories: Repositories) => Promise<T>) {
      let value: T | undefined;
      resolve = async ({ repositories }) => {
        value = await code(repositories);
      };
      const { errors: [first] = [], commands } = await gateway.run('mutation { act }');
      if (first === undefined) return { value, error: undefined, commands };
      const thrown = first.originalError;
      if (!(thrown instanceof GatewayError)) throw thrown ?? first;
      return { value: undefined, error: thrown, commands };
    },
  };
}
