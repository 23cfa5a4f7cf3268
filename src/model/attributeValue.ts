/**
 * A DynamoDB value in the JSON of the DynamoDB wire protocol. Numbers stay the
 * text DynamoDB sent (38 digits survive), and `B` is base64 text, so an item
 * read from the wire needs no conversion at all until a decoder shapes it.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: boolean }
  | { readonly M: AttributeMap }
  | { readonly L: readonly AttributeValue[] }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] };

/** An item, a key, or the inside of an `M`: attribute name -> value. */
export type AttributeMap = Readonly<Record<string, AttributeValue>>;

/** The types an attribute may have as a partition or sort key. */
export type KeyAttributeType = 'S' | 'N' | 'B';
