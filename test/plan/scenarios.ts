import type { Scenario } from '../support/scenario.js';
import { authFields } from './scenarios/authFields.js';
import { authReads } from './scenarios/authReads.js';
import { authRefusals } from './scenarios/authRefusals.js';
import { authTenants } from './scenarios/authTenants.js';
import { authWrites } from './scenarios/authWrites.js';
import { badGlobalIds } from './scenarios/badGlobalIds.js';
import { badTransactions } from './scenarios/badTransactions.js';
import { badTransactWrites } from './scenarios/badTransactWrites.js';
import { batches } from './scenarios/batches.js';
import { batchWrites } from './scenarios/batchWrites.js';
import { collectionIndexes } from './scenarios/collectionIndexes.js';
import { collectionKinds } from './scenarios/collectionKinds.js';
import { collectionRanges } from './scenarios/collectionRanges.js';
import { collectionRelations } from './scenarios/collectionRelations.js';
import { collections } from './scenarios/collections.js';
import { collectionSelections } from './scenarios/collectionSelections.js';
import { consistency } from './scenarios/consistency.js';
import { constantKeys } from './scenarios/constantKeys.js';
import { creates } from './scenarios/creates.js';
import { cursors } from './scenarios/cursors.js';
import { deletes } from './scenarios/deletes.js';
import { expired } from './scenarios/expired.js';
import { expiredInCollections } from './scenarios/expiredInCollections.js';
import { filters } from './scenarios/filters.js';
import { getByKey } from './scenarios/getByKey.js';
import { globalIds } from './scenarios/globalIds.js';
import { guardedUpdates } from './scenarios/guardedUpdates.js';
import { indexes } from './scenarios/indexes.js';
import { indexUpdates } from './scenarios/indexUpdates.js';
import { lifetimes } from './scenarios/lifetimes.js';
import { links } from './scenarios/links.js';
import { localIndexes } from './scenarios/localIndexes.js';
import { mapUpdates } from './scenarios/mapUpdates.js';
import { marked } from './scenarios/marked.js';
import { mergedWrites } from './scenarios/mergedWrites.js';
import { multiAttributeKeys } from './scenarios/multiAttributeKeys.js';
import { narrowBatches } from './scenarios/narrowBatches.js';
import { narrowFilters } from './scenarios/narrowFilters.js';
import { narrowIndexes } from './scenarios/narrowIndexes.js';
import { narrowTypes } from './scenarios/narrowTypes.js';
import { oneOfSeveral } from './scenarios/oneOfSeveral.js';
import { oneTable } from './scenarios/oneTable.js';
import { paging } from './scenarios/paging.js';
import { plainKeyRanges } from './scenarios/plainKeyRanges.js';
import { projection } from './scenarios/projection.js';
import { puts } from './scenarios/puts.js';
import { refusals } from './scenarios/refusals.js';
import { refusedReads } from './scenarios/refusedReads.js';
import { relations } from './scenarios/relations.js';
import { replays } from './scenarios/replays.js';
import { segments } from './scenarios/segments.js';
import { shardedPages } from './scenarios/shardedPages.js';
import { shardedReads } from './scenarios/shardedReads.js';
import { shardedWrites } from './scenarios/shardedWrites.js';
import { snapshotRefusals } from './scenarios/snapshotRefusals.js';
import { snapshots } from './scenarios/snapshots.js';
import { stored } from './scenarios/stored.js';
import { textKeyRanges } from './scenarios/textKeyRanges.js';
import { tokens } from './scenarios/tokens.js';
import { totals } from './scenarios/totals.js';
import { transactionPayloads } from './scenarios/transactionPayloads.js';
import { transactionReads } from './scenarios/transactionReads.js';
import { transactionRefusals } from './scenarios/transactionRefusals.js';
import { transactions } from './scenarios/transactions.js';
import { transactWrites } from './scenarios/transactWrites.js';
import { unfitWrites } from './scenarios/unfitWrites.js';
import { uniqueCreates } from './scenarios/uniqueCreates.js';
import { uniqueExpiry } from './scenarios/uniqueExpiry.js';
import { uniqueForeign } from './scenarios/uniqueForeign.js';
import { uniqueLookups } from './scenarios/uniqueLookups.js';
import { uniquePuts } from './scenarios/uniquePuts.js';
import { uniqueTransactions } from './scenarios/uniqueTransactions.js';
import { uniqueUpdates } from './scenarios/uniqueUpdates.js';
import { updates } from './scenarios/updates.js';
import { versionedPuts } from './scenarios/versionedPuts.js';
import { versions } from './scenarios/versions.js';

/** The golden scenarios by topic; test/plan runs them on the tabletop, test/engine on a real engine. */
export const scenariosByTopic: Readonly<Record<string, readonly Scenario[]>> = {
  'a read by key': getByKey,
  'a consistent read': consistency,
  'the one item of a constant key': constantKeys,
  'a batch': batches,
  'what is selected is read': projection,
  'the key condition of a sort key put together from': textKeyRanges,
  'the key condition of a sort key that is': plainKeyRanges,
  'a page': paging,
  'a cursor': cursors,
  'a filter': filters,
  'types of one table': oneTable,
  'types told apart by a marker': marked,
  'an index or a scan': indexes,
  'a narrow index': narrowIndexes,
  'a batch for a narrow index': narrowBatches,
  'a filter on a narrow index': narrowFilters,
  'a narrow index of several types': narrowTypes,
  'a local index': localIndexes,
  'a collection': collections,
  'what is asked of a collection': collectionSelections,
  'the range of a collection': collectionRanges,
  'a collection of a kind': collectionKinds,
  'a collection of an index': collectionIndexes,
  'a relation to a collection': collectionRelations,
  'a lookup by a unique value': uniqueLookups,
  'an expired item of a collection': expiredInCollections,
  'a list of several shards': shardedReads,
  'a page of several shards': shardedPages,
  'a write to one of several shards': shardedWrites,
  'an index key of several attributes': multiAttributeKeys,
  'a total': totals,
  'a scan in segments': segments,
  'a relation to one of several items': oneOfSeveral,
  'a relation through more than one field': relations,
  'a relation through links': links,
  'a global id': globalIds,
  'what is no global id': badGlobalIds,
  'a snapshot': snapshots,
  'a snapshot that is refused': snapshotRefusals,
  'what is stored': stored,
  'an expired item': expired,
  'a create': creates,
  'a put': puts,
  'a batch write': batchWrites,
  'a delete': deletes,
  'an update': updates,
  'an update inside a map': mapUpdates,
  'an update and what follows from it': indexUpdates,
  'an update that is guarded': guardedUpdates,
  'a refusal': refusals,
  'a new unique value': uniqueCreates,
  'an update of a unique value': uniqueUpdates,
  'unique values in one transaction': uniqueTransactions,
  'a put or delete of unique values': uniquePuts,
  'unique values that other programs wrote': uniqueForeign,
  'a unique value of what expires': uniqueExpiry,
  'a version': versions,
  'the version of a put': versionedPuts,
  'a life that ends': lifetimes,
  'a transaction': transactions,
  'what a transaction reads first': transactionReads,
  'what a transaction answers': transactionPayloads,
  'a transaction that is refused': transactionRefusals,
  'two writes of one item': mergedWrites,
  'what cannot be in a transaction': badTransactions,
  transactWrite: transactWrites,
  'transactWrite with a mistake': badTransactWrites,
  'a token': tokens,
  'a replay': replays,
  'a write that the schema has no field for': unfitWrites,
  'a read that is refused': refusedReads,
  'a read under rules': authReads,
  'a key that rules speak of': authTenants,
  'a field with rules': authFields,
  'a write under rules': authWrites,
  'what rules forbid': authRefusals,
};
