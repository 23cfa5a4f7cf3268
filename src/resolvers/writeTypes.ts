type Values = Readonly<Record<string, unknown>>;

/** The types of one entity's writes, as codegen makes them from the schema. */
export interface WriteTypes {
  /** A whole new item. */
  readonly input: object;
  /** What `put` takes behind the input: the expected version, where the type has one. */
  readonly put: readonly unknown[];
  /** Of an update; `never` where nothing of a stored item can change. */
  readonly changes: object;
  /** What an item that is changed or deleted must meet. */
  readonly conditions: object;
}

/** The same of an entity that is known at run time only. */
export interface AnyWriteTypes {
  readonly input: Values;
  readonly put: readonly [options?: { readonly expectedVersion?: number }];
  readonly changes: Readonly<Partial<Record<'set' | 'setIfAbsent' | 'add' | 'remove' | 'append', Values>>>;
  readonly conditions: { readonly expectedVersion?: number; readonly if?: Values };
}
