/** The commands and samples in the documents, as people would copy them. */
import { readdirSync, readFileSync } from 'node:fs';

export interface CommandBlock {
  readonly document: string;
  /** `sh`: commands. `console`: commands behind `$ `, each with what it prints. */
  readonly language: 'sh' | 'console';
  readonly text: string;
  /** Why the block cannot be run by a test, from its info string: ```` ```sh not run: needs Docker ````. */
  readonly notRun: string | null;
}

export interface Sample {
  readonly command: string;
  /** Stretches of neighbouring lines; between them, lines are left out. */
  readonly stretches: readonly (readonly string[])[];
}

/** README.md and docs/*.md. */
export const userDocuments = (): string[] => [
  'README.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The blocks in which the command is typed. */
export function commandBlocks(document: string): CommandBlock[] {
  const blocks = readFileSync(document, 'utf8').matchAll(
    /^```(sh|console)(?: not run: (.+))?\n([^]*?)^```$/gm,
  );
  return [...blocks].flatMap(([, language, notRun = null, text = '']) =>
    /\bcgoprof-repro\b/.test(text)
      ? [{ document, language: language === 'sh' ? 'sh' : 'console', text, notRun }]
      : [],
  );
}

const leftOut = '[…]';

export function samplesOf(text: string): Sample[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...lines] = part.trimEnd().split('\n');
      const stretches: string[][] = [[]];
      for (const line of lines) {
        if (line.trim() === leftOut) stretches.push([]);
        else stretches.at(-1)?.push(line);
      }
      return { command, stretches: stretches.filter(({ length }) => length > 0) };
    });
}

/** Without what differs from run to run and from machine to machine. */
export const washed = (line: string): string =>
  line
    .replaceAll(/0x[\da-f]+/g, '0xN')
    .replaceAll(/0x[^,)} ]*…$/g, '0xN…')
    .replaceAll(/\bgoroutine \d+/g, 'goroutine N')
    .replaceAll(/\b\d+ min \d+ s\b|\b\d+(?:\.\d+)? (?:s|ms)\b/g, 'TIME')
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, 'DATE')
    .trimEnd();

/** The first stretch that is not there, in their order; null if all are. */
export function firstMissing(sample: Sample, output: string): readonly string[] | null {
  let rest = output.split('\n').map(washed);
  for (const stretch of sample.stretches) {
    const wanted = stretch.map(washed);
    const at = rest.findIndex((_, index) => wanted.every((line, offset) => rest[index + offset] === line));
    if (at < 0) return stretch;
    rest = rest.slice(at + wanted.length);
  }
  return null;
}
