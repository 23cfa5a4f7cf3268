import { GraphQLError } from 'graphql';
import type { GatewayContext, Repository } from '../../src/index.js';

type Context = GatewayContext<{ readonly document: Repository; readonly logEntry: Repository }>;

interface HandOver {
  readonly documentId: string;
  readonly to: string;
}

/**
 * `Mutation.handOver`: what no rule lets anybody do by themselves. Whose the document is, the resolver looks at; the write
 * then is the gateway's own.
 */
async function handOver(_parent: unknown, { documentId, to }: HandOver, context: Context): Promise<boolean> {
  const { repositories, unrestricted, claims, transact } = context;
  // As whoever asks: what they may not see is null, and the organisation is their own.
  const document = await repositories.document.get({ documentId }, { consistent: true });
  const from = claims?.['sub'];
  if (document === null || document['ownerId'] !== from) {
    throw refusal('NOT_YOURS', `"${documentId}" is no document of yours.`);
  }

  const { orgId, version } = document;
  const { document: documents, logEntry } = unrestricted.repositories;
  const given = documents.transact.update(
    { orgId, documentId },
    { set: { ownerId: to } },
    { expectedVersion: Number(version) },
  );
  const noted = logEntry.transact.create({ orgId, documentId, from, to });
  const { committed } = await transact([given, noted]);
  if (!committed) throw refusal('CHANGED', `"${documentId}" was changed meanwhile. Look at it again.`);
  return true;
}

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

export const resolvers = { Mutation: { handOver } };
