import { Composer, Lexer, Parser, type CST, type Document, type LineCounter } from 'yaml';

/** YAML written by people is not nested deeper. The library recurses and would overflow the stack, or the heap. */
const maxNesting = 200;
/** Words, marks and line ends. A workflow of 10,000 lines has less than half as many; more take seconds. */
const maxLexemes = 200_000;

export interface YamlText {
  /** One for each document of the stream; none for an empty text. Their `errors` say what is broken. */
  readonly documents: readonly Document.Parsed[];
  /** The reason why it was not read to its end; null if it was. */
  readonly refused: string | null;
  /** The number of words, marks and line ends read: the cost of reading it. */
  readonly lexemes: number;
}

/** Parses YAML of unknown origin, and stops when it grows beyond reason. Aliases are not expanded. */
export function parseYamlText(
  text: string,
  options: { readonly uniqueKeys: boolean; readonly lineCounter?: LineCounter },
): YamlText {
  const parser = new Parser(options.lineCounter?.addNewLine);
  options.lineCounter?.addNewLine(0);
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    lexemes += 1;
    if (lexemes > maxLexemes)
      return { documents: [], refused: 'it is longer than any YAML people write', lexemes };
    if (parser.stack.length > maxNesting)
      return { documents: [], refused: 'it is nested too deeply', lexemes };
  }
  tokens.push(...parser.end());
  const composer = new Composer({ uniqueKeys: options.uniqueKeys, logLevel: 'silent' });
  return { documents: [...composer.compose(tokens, false, text.length)], refused: null, lexemes };
}
