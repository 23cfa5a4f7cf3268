/** How attribute names follow from field names: `@table(attributes:)`. */
export type NameCase = keyof typeof CASES;

const CASES = {
  AS_IS: (name: string) => name,
  CAMEL_CASE: (name: string) =>
    wordsOf(name)
      .map((word, at) => (at === 0 ? word : upperFirst(word)))
      .join(''),
  PASCAL_CASE: (name: string) => wordsOf(name).map(upperFirst).join(''),
  SNAKE_CASE: (name: string) => wordsOf(name).join('_'),
  UPPER_SNAKE_CASE: (name: string) => wordsOf(name).join('_').toUpperCase(),
  KEBAB_CASE: (name: string) => wordsOf(name).join('-'),
} as const;

export function isNameCase(text: string): text is NameCase {
  return Object.hasOwn(CASES, text);
}

/** `createdAt` in SNAKE_CASE is `created_at`; `userID` is `user_id`, `HTTPUrl` is `http_url`, `line2` stays one word. */
export function attributeName(field: string, nameCase: NameCase): string {
  return CASES[nameCase](field) || field;
}

/** Words in small letters. */
function wordsOf(name: string): readonly string[] {
  const words = name.match(/[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z0-9]+|[0-9]+/g) ?? [];
  return words.map((word) => word.toLowerCase());
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
