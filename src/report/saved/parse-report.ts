/** Reads saved reports. They may come from anywhere: another version, another machine, somebody with bad intent. */
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { ReproError } from '../../model/errors.js';
import { reportSchema, type Report } from '../../model/report.js';
import { completeOlderReport } from './older-report.js';
import { schemaWords } from '../../model/schema-words.js';
import { systemErrorWords } from '../../text/system-errors.js';
import { schemaVersion } from '../../model/schema-version.js';
import { sanitiseLine } from '../../text/sanitise.js';

/** A 100-release matrix with all logs is below 4 MB. */
export const maximumReportBytes = 64 * 1024 * 1024;
const shownProblems = 5;

/**
 * @param name the name of the report in messages: its file name
 * @throws ReproError `bad-file` that says what is wrong and at which key
 */
export function parseReport(text: string, name: string): Report {
  const value = parseJson(text, name);
  const version = versioned.safeParse(value).data?.schemaVersion ?? schemaVersion;
  if (version > schemaVersion) {
    throw new ReproError('bad-file', `${name}: its schemaVersion is ${version}, newer than this tool reads`, {
      hint: `This tool reads schemaVersion ${schemaVersion}; use the version of cgoprof-repro that wrote the report, or a later one`,
    });
  }
  const parsed = reportSchema.safeParse(value, schemaWords);
  if (parsed.success) return completeOlderReport(parsed.data);
  throw new ReproError('bad-file', `${name} is not a report of cgoprof-repro`, {
    hint: `${problems(parsed.error)}\nName a report that was written with \`-o report.json\` or \`--format json\`.`,
  });
}

/** @throws ReproError `bad-file` as `parseReport` does, and for a file that is missing, unreadable or too large */
export async function readReport(file: string): Promise<Report> {
  return parseReport(await readCapped(file), file);
}

async function readCapped(file: string): Promise<string> {
  try {
    const handle = await open(file, 'r');
    try {
      return await readAtMost(handle.createReadStream({ autoClose: false }), file);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof ReproError) throw cause;
    throw new ReproError('bad-file', `cannot read ${file}: ${systemErrorWords(cause)}`, {
      cause,
      hint: 'Name a report that was written with `-o report.json` or `--format json`.',
    });
  }
}

/** Counted while reading, because a pipe or a growing file does not have the size that it states. */
async function readAtMost(chunks: AsyncIterable<unknown>, file: string): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes > maximumReportBytes) {
      throw new ReproError('bad-file', `${file} is larger than ${maximumReportBytes / 1024 / 1024} MB`, {
        hint: 'No report of this tool is that large: check that it is the right file, or split it.',
      });
    }
    parts.push(chunk);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parseJson(text: string, name: string): unknown {
  try {
    // Editors on Windows put a byte order mark in front.
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return value;
  } catch (cause) {
    throw new ReproError(
      'bad-file',
      `${name} is not JSON: ${text.trim() === '' ? 'it is empty' : 'it is another kind of file, or damaged'}`,
      {
        cause,
        hint: 'Name a report that was written with `-o report.json` or `--format json`.',
      },
    );
  }
}

const versioned = z.object({ schemaVersion: z.number() });

/** `cells[3].verdict: Invalid option …`, the first few. */
function problems({ issues }: z.ZodError): string {
  const lines = issues.slice(0, shownProblems).map(({ path, message }) => {
    const key = path.length === 0 ? 'the whole file' : z.core.toDotPath(path);
    return sanitiseLine(`${key}: ${message}`).slice(0, 300);
  });
  const more = issues.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}
