import type { AttributeMap } from '../model/attributeValue.js';

/** The units of one table; or, inside it, the part of the table itself or of one index. */
export interface ConsumedCapacity extends CapacityOfPart {
  readonly TableName?: string;
  /** This and what follows only where `INDEXES` was asked for. */
  readonly Table?: CapacityOfPart;
  readonly GlobalSecondaryIndexes?: Readonly<Record<string, CapacityOfPart>>;
  readonly LocalSecondaryIndexes?: Readonly<Record<string, CapacityOfPart>>;
}

export interface CapacityOfPart {
  /** Read or write units, as the action goes; of a transaction both together. */
  readonly CapacityUnits?: number;
  /** This and the next only of transactions. */
  readonly ReadCapacityUnits?: number;
  readonly WriteCapacityUnits?: number;
}

/** The DynamoDB actions the gateway sends, with the parts of their requests and answers it uses, named as the API reference names them. */
export interface Actions {
  GetItem: {
    input: { readonly TableName: string; readonly Key: AttributeMap; readonly ConsistentRead?: boolean } & Projection &
      Reported;
    output: { readonly Item?: AttributeMap; readonly ConsumedCapacity?: ConsumedCapacity };
  };
  BatchGetItem: {
    input: { readonly RequestItems: Readonly<Record<string, KeysAndAttributes>> } & Reported;
    output: {
      readonly Responses?: Readonly<Record<string, readonly AttributeMap[]>>;
      readonly UnprocessedKeys?: Readonly<Record<string, KeysAndAttributes>>;
      readonly ConsumedCapacity?: readonly ConsumedCapacity[];
    };
  };
  Query: { input: QueryInput & Reported; output: PageOutput };
  Scan: { input: ScanInput & Reported; output: PageOutput };
  PutItem: {
    input: { readonly TableName: string; readonly Item: AttributeMap } & Conditional & Reported;
    output: WriteOutput;
  };
  UpdateItem: {
    input: {
      readonly TableName: string;
      readonly Key: AttributeMap;
      readonly UpdateExpression?: string;
    } & Conditional &
      Reported;
    output: WriteOutput;
  };
  DeleteItem: {
    input: { readonly TableName: string; readonly Key: AttributeMap } & Conditional & Reported;
    output: WriteOutput;
  };
  BatchWriteItem: {
    input: { readonly RequestItems: BatchWriteRequests } & Reported;
    output: {
      readonly UnprocessedItems?: BatchWriteRequests;
      readonly ConsumedCapacity?: readonly ConsumedCapacity[];
    };
  };
  TransactWriteItems: {
    input: {
      readonly TransactItems: readonly TransactWriteItem[];
      /** Added by `execute/`, never by a plan: a call that is sent again is one call. */
      readonly ClientRequestToken?: string;
    } & Reported;
    output: { readonly ConsumedCapacity?: readonly ConsumedCapacity[] };
  };
  TransactGetItems: {
    input: { readonly TransactItems: readonly TransactGetItem[] } & Reported;
    output: {
      /** In the order of the request; without `Item` where none is stored. */
      readonly Responses?: readonly { readonly Item?: AttributeMap }[];
      readonly ConsumedCapacity?: readonly ConsumedCapacity[];
    };
  };
}

/** By table. */
export type BatchWriteRequests = Readonly<Record<string, readonly WriteRequest[]>>;

export type WriteRequest =
  { readonly PutRequest: { readonly Item: AttributeMap } } | { readonly DeleteRequest: { readonly Key: AttributeMap } };

/** One action of a transaction. */
export type TransactWriteItem =
  | { readonly Put: { readonly TableName: string; readonly Item: AttributeMap } & TransactConditional }
  | {
      readonly Update: {
        readonly TableName: string;
        readonly Key: AttributeMap;
        readonly UpdateExpression: string;
      } & TransactConditional;
    }
  | { readonly Delete: { readonly TableName: string; readonly Key: AttributeMap } & TransactConditional }
  | { readonly ConditionCheck: { readonly TableName: string; readonly Key: AttributeMap } & TransactConditional };

export type TransactConditional = Omit<Conditional, 'ReturnValues'>;

export interface TransactGetItem {
  readonly Get: { readonly TableName: string; readonly Key: AttributeMap } & Projection;
}

export type ActionName = keyof Actions;
export type ActionInput<A extends ActionName> = Actions[A]['input'];
export type ActionOutput<A extends ActionName> = Actions[A]['output'];

interface Reported {
  /** Added to every call by `execute/`, never by a plan. */
  readonly ReturnConsumedCapacity?: 'TOTAL' | 'INDEXES';
}

interface Projection {
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
}

export interface KeysAndAttributes extends Projection {
  readonly Keys: readonly AttributeMap[];
  readonly ConsistentRead?: boolean;
}

export interface ScanInput extends Projection {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly FilterExpression?: string;
  readonly ExpressionAttributeValues?: AttributeMap;
  readonly ConsistentRead?: boolean;
  readonly Select?: 'COUNT' | 'ALL_ATTRIBUTES';
  readonly Limit?: number;
  readonly ExclusiveStartKey?: AttributeMap;
  /** Of a parallel scan, with `TotalSegments`. */
  readonly Segment?: number;
  readonly TotalSegments?: number;
}

export interface QueryInput extends Omit<ScanInput, 'Segment' | 'TotalSegments'> {
  readonly KeyConditionExpression: string;
  readonly ScanIndexForward?: boolean;
}

export interface PageOutput {
  readonly Items?: readonly AttributeMap[];
  readonly Count?: number;
  readonly ScannedCount?: number;
  readonly LastEvaluatedKey?: AttributeMap;
  readonly ConsumedCapacity?: ConsumedCapacity;
}

export interface Conditional {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: AttributeMap;
  readonly ReturnValues?: 'NONE' | 'ALL_OLD' | 'ALL_NEW';
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD';
}

export interface WriteOutput {
  readonly Attributes?: AttributeMap;
  readonly ConsumedCapacity?: ConsumedCapacity;
}
