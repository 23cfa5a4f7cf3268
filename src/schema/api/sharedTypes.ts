import type { TypeDefinitionNode } from 'graphql';
import { sharedTypeNames } from '../../model/apiNames.js';
import { ensureType, type ApiTypes } from './apiTypes.js';
import { parseDefinitions } from './definitions.js';

/** Those whose text is the same in every API. */
type SharedType = Exclude<
  keyof typeof sharedTypeNames,
  'transactWriteItem' | 'transactWritePayload' | 'transactWriteResult'
>;

const SDL: Readonly<Record<SharedType, string>> = {
  pageInfo: `
    "Where a page stands in its list."
    type PageInfo {
      "Whether more edges follow this page. Exact, unless the page is \`partial\`."
      hasNextPage: Boolean!
      "Whether edges come before this page. Exact, unless the page is \`partial\`; false in lists that only go forward."
      hasPreviousPage: Boolean!
      "Give it as \`before\` for the page before this one."
      startCursor: String
      "Give it as \`after\` for the next page. It is there also when a partial page has no edges."
      endCursor: String
      "The read budget ended this page early: fewer edges than asked for, and more may match. Go on from the cursor."
      partial: Boolean!
    }`,
  sortOrder: `
    "The direction in which the sort key is read."
    enum SortOrder {
      "Smallest first."
      ASC
      "Greatest first."
      DESC
    }`,
  conflict: `
    "Why a write was refused. Nothing was changed."
    interface Conflict {
      "What stood in the way."
      reason: ConflictReason!
      "The same in words, with the way out."
      message: String!
      "The fields the reason is about; empty where it is about the whole item."
      fields: [String!]!
    }`,
  conflictReason: `
    "What can stand in the way of a write."
    enum ConflictReason {
      "An item with this key is stored already."
      ALREADY_EXISTS
      "No item is stored under this key."
      NOT_FOUND
      "The stored version is not the expected one: somebody else has written in between."
      VERSION_MISMATCH
      "The stored item does not match \`if\`, or a put would change an immutable field of it."
      CONDITION_FAILED
      "Another item has a value already that no two may have: \`fields\` names the field."
      UNIQUE_VALUE_TAKEN
      "Another write of the same transaction was refused, and so none was done. Nothing stood in the way of this one."
      TRANSACTION_CANCELLED
    }`,
  batchStatus: `
    "What became of one item of a batch."
    enum BatchStatus {
      "It is stored, or deleted. A delete of an item that was not there counts as well."
      WRITTEN
      "The write was refused, and nothing was changed: \`conflict\` says why."
      REFUSED
      "It was not written, and nothing was changed: \`error\` says why, and whether it can be sent again."
      NOT_WRITTEN
      "It may have been written: the answer was lost. Read the item to know."
      UNKNOWN
    }`,
  batchError: `
    "Why an item of a batch was not written, in the terms of GraphQL errors."
    type BatchError {
      "A code, as in the \`extensions\` of an error."
      code: String!
      "The same in words, with the way out."
      message: String!
      "Whether the same may succeed when it is sent again."
      retryable: Boolean!
    }`,
  changeKind: `
    "What happened to an item, as the subscriber sees it."
    enum ChangeKind {
      "The item is new."
      CREATED
      "The item was changed."
      UPDATED
      "The item is gone."
      DELETED
      "The item was changed, and matches the filter now, or has come into the partition that is asked for."
      ENTERED
      "The item was changed, and no longer matches the filter, or is no longer in the partition that is asked for."
      LEFT
      "Changes may have been missed here: read again what you show, and go on from this cursor. It is sent whatever \`events\` says."
      GAP
    }`,
  sizeTest: `
    "Tests a size: characters of a text, bytes of a binary value, elements of a list or set."
    input SizeTest {
      "Equal to."
      eq: Int
      "Not equal to."
      ne: Int
      "Less than."
      lt: Int
      "Less than or equal to."
      le: Int
      "Greater than."
      gt: Int
      "Greater than or equal to."
      ge: Int
      "Two values: at least the first and at most the second."
      between: [Int!]
    }`,
};

/** Makes sure that a type which is the same in every API is there, with the types it refers to. */
export function sharedType(api: ApiTypes, which: SharedType): string {
  if (which === 'conflict') sharedType(api, 'conflictReason');
  return ensureType(api, sharedTypeNames[which], () => parseDefinitions(SDL[which])[0] as TypeDefinitionNode);
}
