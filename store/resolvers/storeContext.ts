/** What the store's resolvers use of the gateway's context. */
export interface StoreContext {
  readonly repositories: { readonly review: Repository; readonly stockLevel: Repository };
}

/** By GraphQL name; a stored value that does not fit its field is an Error in its place. */
type Item = Readonly<Record<string, unknown>>;

interface Repository {
  query(query: {
    readonly index?: string;
    readonly partition: Item;
    readonly sort?: Readonly<Record<string, { readonly le: number }>>;
    readonly order?: 'ASC' | 'DESC';
    readonly limit: number;
  }): Promise<readonly Item[]>;
}
