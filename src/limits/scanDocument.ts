import { Lexer, Source, type Token, TokenKind } from 'graphql';
import { GatewayError } from '../errors/gatewayError.js';
import { type DocumentLimits, MAX_NESTED_BRACES } from './documentLimits.js';
import { limitExceeded } from './limitExceeded.js';

/**
 * Looks at a document's tokens, one by one and before it is parsed: the parser
 * calls itself for every bracket and would run out of stack.
 *
 * Brackets inside parentheses are lists and objects of a value (or of a
 * variable's type), those outside are selections: parentheses never nest.
 *
 * @returns false where the text is not GraphQL; the parser says why.
 * @throws {GatewayError} `LIMIT_EXCEEDED` for too many tokens (comments count), or too deep brackets.
 */
export function scanDocument(text: string, limits: DocumentLimits): boolean {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  let inValues = false;
  let values = 0;
  let selections = 0;
  for (let token = next(lexer); token !== undefined; token = next(lexer)) {
    tokens += commentsBefore(token) + (token.kind === TokenKind.EOF ? 0 : 1);
    if (tokens > limits.documentLimitTokens) throw tooManyTokens(limits);
    switch (token.kind) {
      case TokenKind.PAREN_L:
      case TokenKind.PAREN_R:
        inValues = token.kind === TokenKind.PAREN_L;
        values = 0;
        break;
      case TokenKind.BRACE_L:
      case TokenKind.BRACKET_L:
        if (inValues) values += 1;
        else selections += 1;
        if (values > limits.inputDepthMax) throw tooDeepValue('A value in the document', limits);
        if (selections > MAX_NESTED_BRACES) throw tooDeepSelections();
        break;
      case TokenKind.BRACE_R:
      case TokenKind.BRACKET_R:
        if (inValues) values -= 1;
        else selections -= 1;
        break;
      case TokenKind.EOF:
        return true;
      default:
    }
  }
  return false;
}

/** @param what  `A value in the document` */
export function tooDeepValue(what: string, { inputDepthMax }: DocumentLimits) {
  return limitExceeded({
    name: 'inputDepthMax',
    max: inputDepthMax,
    what: `${what} has too many lists and objects inside each other`,
    wayOut: 'Send flatter values',
  });
}

function tooManyTokens({ documentLimitTokens }: DocumentLimits) {
  return limitExceeded({
    name: 'documentLimitTokens',
    max: documentLimitTokens,
    what: 'The document has too many tokens (names, brackets, values, comments)',
    wayOut: 'Send values as variables, and ask for less at once',
  });
}

/** Deeper than anything may be, whether it runs or not: no setting changes that. */
export function tooDeepSelections(): GatewayError {
  return new GatewayError(
    'LIMIT_EXCEEDED',
    `The document has too many selections inside each other; at most ${MAX_NESTED_BRACES} may be. Ask for fewer levels.`,
    { limit: { name: 'nestedSelections', max: MAX_NESTED_BRACES } },
  );
}

/** Undefined where the text is not GraphQL from here on. */
function next(lexer: Lexer): Token | undefined {
  try {
    return lexer.advance();
  } catch {
    return undefined;
  }
}

function commentsBefore(token: Token): number {
  let comments = 0;
  for (let before = token.prev; before?.kind === TokenKind.COMMENT; before = before.prev) comments += 1;
  return comments;
}
