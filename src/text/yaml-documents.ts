import { Composer, Lexer, Parser, type CST, type Document, type LineCounter, type ParseOptions } from 'yaml';

/** No YAML people write is nested deeper; the library recurses and would overflow the stack, or the heap. */
const maxNesting = 200;
/** Words, marks and line ends. A workflow of 10,000 lines has not half as many; more take seconds. */
const maxLexemes = 200_000;

export interface YamlText {
  /** One for each document of the stream; none for an empty text. Their `errors` say what is broken. */
  readonly documents: readonly Document.Parsed[];
  /** Why it was not read to its end, null when it was. */
  readonly refused: string | null;
  /** How many words, marks and line ends were read: what it cost. */
  readonly lexemes: number;
}

/** Parses YAML of unknown origin, and stops where it grows beyond reason. Aliases are not expanded. */
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
  const composerOptions: ParseOptions = { uniqueKeys: options.uniqueKeys };
  const composer = new Composer({ ...composerOptions, logLevel: 'silent' });
  return { documents: [...composer.compose(tokens, false, text.length)], refused: null, lexemes };
}
