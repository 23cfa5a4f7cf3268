/** One item of the sample data, as the document client writes it, with the name its table has in the schema. */
export interface StoreItem {
  readonly table: string;
  readonly item: Readonly<Record<string, unknown>>;
}
