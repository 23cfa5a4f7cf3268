interface EngineDeviation {
  readonly engines: readonly ('dynoxide' | 'dynamodb-local')[];
  /** What the engine does. */
  readonly does: string;
  /** What AWS does, which the product follows. */
  readonly aws: string;
}

const BOTH = ['dynoxide', 'dynamodb-local'] as const;
const DYNOXIDE = ['dynoxide'] as const;
const LOCAL = ['dynamodb-local'] as const;

/**
 * Where the local engines (dynoxide 1.2.1, DynamoDB Local 3.3.1) differ from
 * AWS. A test that meets one asks `deviates(name)`, so that it says which
 * engine is to blame and holds on the other; what both lack is tested against
 * the scripted endpoint.
 */
export const engineDeviations = {
  neverThrottles: {
    engines: BOTH,
    does: 'accepts any rate',
    aws: 'answers ProvisionedThroughputExceededException or ThrottlingException',
  },
  neverConflicts: {
    engines: BOTH,
    does: 'runs transactions one after the other',
    aws: 'cancels with TransactionConflict when two touch an item at once',
  },
  neverLeavesItemsUnprocessed: {
    engines: BOTH,
    does: 'writes every item of a BatchWriteItem',
    aws: 'may hand any of them back as UnprocessedItems',
  },
  alwaysConsistent: { engines: BOTH, does: 'shows a write at once', aws: 'may show it later, on indexes always' },
  streamTimesInMinutes: {
    engines: LOCAL,
    does: "rounds a stream record's creation time down to the minute",
    aws: 'rounds it down to the second',
  },
  oneShard: { engines: BOTH, does: 'keeps one shard a stream', aws: 'splits shards and closes them after hours' },
  namesIgnoreCase: {
    engines: BOTH,
    does: 'answers 500 to CreateTable of users beside Users; dynoxide then takes both names for one table',
    aws: 'keeps two tables',
  },
  noMultiAttributeKeys: {
    engines: DYNOXIDE,
    does: 'makes an index with several attributes in its key, with its table only, and refuses to query it',
    aws: 'takes up to four partition and four sort attributes in a global index',
  },
  recordPageUnlimited: { engines: BOTH, does: 'returns GetRecords pages of any size', aws: 'ends a page at 1 MB' },
  ttlDeletesNothing: {
    engines: DYNOXIDE,
    does: 'accepts a TTL attribute and never deletes',
    aws: 'deletes expired items, with the principal dynamodb.amazonaws.com in the stream',
  },
  streamsSlowDown: {
    engines: DYNOXIDE,
    does: 'scans the whole log of a table on each write to its stream, and trims nothing (94 writes a second after 20,000)',
    aws: 'writes at a constant rate and trims after 24 hours',
  },
  noOpWritesMakeRecords: {
    engines: DYNOXIDE,
    does: 'writes a MODIFY record when nothing changed',
    aws: 'writes none',
  },
  openShardHasEnd: {
    engines: DYNOXIDE,
    does: 'gives an open shard an EndingSequenceNumber',
    aws: 'gives it to closed shards only',
  },
  shortSequenceNumbers: {
    engines: DYNOXIDE,
    does: 'numbers records "1", "2", ... (compare as integers)',
    aws: 'gives 21 digits or more',
  },
  iteratorsNeverExpire: {
    engines: DYNOXIDE,
    does: 'accepts a shard iterator for ever',
    aws: 'answers ExpiredIteratorException after 15 minutes',
  },
  unknownSequenceNumberReadsAll: {
    engines: DYNOXIDE,
    does: 'reads from the start',
    aws: 'answers ValidationException or TrimmedDataAccessException',
  },
  remadeTableKeepsRecords: {
    engines: DYNOXIDE,
    does: 'shows the records of a deleted table in the stream of its successor',
    aws: 'starts an empty stream of its own',
  },
  tokensForgottenAtRestart: {
    engines: DYNOXIDE,
    does: 'forgets ClientRequestTokens when it restarts',
    aws: 'knows them for ten minutes',
  },
  numberSetsCompareText: {
    engines: DYNOXIDE,
    does: 'takes 1.0 and 1 for two elements of a number set in ADD and DELETE',
    aws: 'compares numbers',
  },
  listGapsPadded: {
    engines: DYNOXIDE,
    does: 'pads with nulls when SET l[10] goes beyond the end',
    aws: 'appends the value',
  },
  removeShiftsIndexes: {
    engines: DYNOXIDE,
    does: 'shifts positions between the parts of REMOVE l[0], l[2]',
    aws: 'takes all positions from the item as it was',
  },
  foreignStartKeyAccepted: {
    engines: DYNOXIDE,
    does: 'accepts an ExclusiveStartKey of another partition or outside the range',
    aws: 'answers ValidationException',
  },
  segmentEndsAtDeletedKey: {
    engines: DYNOXIDE,
    does: 'returns nothing from a segment whose ExclusiveStartKey names an item that is not there any more',
    aws: 'reads on from the place of the key',
  },
  localIndexDoesNotFetch: {
    engines: DYNOXIDE,
    does: 'returns only projected attributes from a local index',
    aws: 'fetches the others from the table',
  },
  globalIndexServesUnprojected: {
    engines: DYNOXIDE,
    does: 'accepts a projection of attributes that the global index lacks',
    aws: 'answers ValidationException',
  },
  scannedCountOneHigh: {
    engines: DYNOXIDE,
    does: 'counts one more in ScannedCount than in Count on a page cut at 1 MB',
    aws: 'counts the items that were read',
  },
  transactGetAddsKey: {
    engines: DYNOXIDE,
    does: 'adds the key to the projection of a TransactGetItems',
    aws: 'returns what is projected',
  },
  severalIndexChangesAccepted: {
    engines: DYNOXIDE,
    does: 'creates two indexes in one UpdateTable',
    aws: 'answers LimitExceededException',
  },
  wrongIndexKeyTypeBackfilled: {
    engines: BOTH,
    does: 'puts an item whose attribute has the wrong type into an index that is made after it',
    aws: 'leaves it out of the index',
  },
  pageLimitAfterFilter: {
    engines: LOCAL,
    does: 'counts the 1 MB of a page after the filter',
    aws: 'counts it before',
  },
  updateCountedLarger: {
    engines: DYNOXIDE,
    does: 'refuses an UpdateItem some bytes before its item has 400 KB, more for each attribute it changes',
    aws: 'refuses it when the item would have more than 400 KB; so does a transaction here',
  },
  transactionUnitsWrong: {
    engines: LOCAL,
    does: 'reports the units of one put where a transaction has several into a table, and does not say whether units were read or written: sent again, it only reads',
    aws: 'reports all of them, as ReadCapacityUnits or WriteCapacityUnits',
  },
  noTags: {
    engines: LOCAL,
    does: 'knows no tags, and leaves TableClass and SSE out of DescribeTable',
    aws: 'accepts and shows them',
  },
} as const satisfies Record<string, EngineDeviation>;

export type DeviationName = keyof typeof engineDeviations;
