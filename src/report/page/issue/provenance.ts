/** The command, the machine and the tool that made a report, in words. */
import type { HostRecord, Report } from '../../../model/report.js';
import { joinShellWords } from '../../../text/shell-words.js';

/** A hook hands over hundreds of files: nobody types so many words, and the JSON report has them. */
const mostWords = 40;
const longestWord = 200;

/** The typed command as a line for a shell; null if the report does not have it. */
export function commandLine({ command, tool }: Report): string | null {
  if (command === undefined) return null;
  const shown = command.slice(0, mostWords);
  const isWhole = shown.length === command.length && shown.every((word) => word.length <= longestWord);
  const line = joinShellWords([tool.name, ...shown.map((word) => word.slice(0, longestWord))]);
  return isWhole ? line : `${line} …`;
}

/** `linux/amd64, 6.8.0, glibc 2.39`. */
export const machineWords = ({ os, arch, kernel, libc }: HostRecord): string =>
  `${os}/${arch}, ${kernel}, ${libc}`;

/** Those of a merged report are separated by semicolons. */
export const hostWords = ({ host, hosts = [host] }: Report): string => hosts.map(machineWords).join('; ');

export const toolWords = ({ tool }: Report): string => `${tool.name} ${tool.version}`;
