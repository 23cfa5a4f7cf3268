import type { Write } from '../../dynamo/plan/write.js';
import { badInput } from '../../errors/gatewayError.js';
import type { AttributeMap } from '../../model/attributeValue.js';
import { itemFieldName, transactWriteField, typeNames } from '../../model/apiNames.js';
import { keyFieldsOf } from '../../model/model.js';
import { plainShaper } from '../shapeItem.js';
import { selectedOfResults, transactItems, type TransactWriteArguments } from '../transactWrite.js';
import { checkedToken, notedGenerators, sha256, tokenItem } from '../transactionToken.js';
import { checkAlone } from '../write.js';
import { tokenIdentity } from '../tokenIdentity.js';
import { writeOf } from '../writeRequest.js';
import { argumentsOf, type Values } from './askedLists.js';
import type { FieldKind } from './fieldKind.js';
import type { OutlinedField } from './outlineOperation.js';
import type { Planning } from './planning.js';

export interface AskedWrites {
  readonly writes: readonly Write[];
  /** The item of the token that is written with them. */
  readonly token: AttributeMap | undefined;
}

/** The writes of a root field, as it makes them alone or in the document's transaction. */
export function writesOf(planning: Planning, outline: OutlinedField, inTransaction: boolean): AskedWrites {
  const { kind } = outline;
  const args = argumentsOf(planning, outline);
  if (kind.kind === 'write') {
    if (kind.write === 'check' && !inTransaction) throw checkAlone(kind.entity);
    return { writes: [writeOfField(planning, outline, kind, args, inTransaction)], token: undefined };
  }
  const token = (args['token'] as string | null | undefined) ?? undefined;
  if (token !== undefined && inTransaction) throw notJoint(`${outline.definition.name} with a token`);
  const noted = notedGenerators(planning.generators, undefined);
  const generators = inTransaction ? planning.generators : noted.of(transactWriteField);
  const wants = selectedOfResults(planning.facts, outline.nodes);
  const items = transactItems(args as unknown as TransactWriteArguments, { ...planning, generators }, wants);
  const writes = items.map(({ write }) => write);
  if (token === undefined) return { writes, token: undefined };
  const identity = tokenIdentity(planning.principal, planning.model);
  const spent = { identity, token: checkedToken(token), body: sha256([transactWriteField, args['items']]) };
  return { writes, token: tokenItem(spent, noted.made(), planning.viewer.now) };
}

function writeOfField(
  planning: Planning,
  { nodes }: OutlinedField,
  { entity, write }: Extract<FieldKind, { readonly kind: 'write' }>,
  args: Values,
  inTransaction: boolean,
): Write {
  const selected = planning.selection.namesBelow(typeNames.payload(entity.name), nodes);
  const returnsItem = selected.has(itemFieldName(entity)) && !(inTransaction && write === 'delete');
  return writeOf(entity, write, args, { ...planning, returnsItem });
}

export function notJoint(name: string) {
  return badInput(`"${name}" cannot take part in a transaction. Send it in a mutation without @transaction.`, []);
}

/** What is known of a written item: its key. */
export function knownOfWrite(planning: Planning, { entity, key }: Write): Values {
  const known = plainShaper(planning.model, entity, new Set(keyFieldsOf(entity)))(key);
  return Object.fromEntries(Object.entries(known).filter(([, value]) => !(value instanceof Error)));
}
