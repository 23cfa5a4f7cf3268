/** A vowel that sounds as in "you" or "one": User, Unit, Euro, URL, OneTimeCode. */
const CONSONANT_SOUND = /^(?:[Ee]u|[Oo]n(?:ce|e)|[Uu](?:ni|s[aeu]|t[ei])|U[A-Z])/;
const VOWEL_SOUND = /^(?:[aeiou]|hour|hono|heir)/i;

/** `an Order`, `a Product`: a name as a sentence says it. */
export function withArticle(name: string): string {
  return `${VOWEL_SOUND.test(name) && !CONSONANT_SOUND.test(name) ? 'an' : 'a'} ${name}`;
}
