import { ReproError } from '../../model/errors.js';
import { allSpecWords, parseSpec } from '../../release/spec.js';
import { nearestNames } from '../../text/nearest.js';
import { quotedWord } from '../../text/quoted-word.js';
import { quotedForShell } from '../../text/shell-words.js';

/**
 * Reads the words of `run`, which are SPECs without --go. The default command gets every word that names no command, a
 * mistyped command too.
 * @param commands the names of the commands
 */
export function specsAmong(words: readonly string[], commands: readonly string[]): readonly string[] {
  const answer = /(?:^|\s)version (go\S+ \w+\/\w+)$/.exec(words.join(' '))?.[1];
  if (answer !== undefined) {
    throw new ReproError('usage', 'the answer of `go version` needs quotes', {
      hint: `Write it as: cgoprof-repro --go ${quotedForShell(`go version ${answer}`)}`,
    });
  }
  const late = words.find((word) => commands.includes(word));
  if (late !== undefined) {
    const others = words.filter((word) => word !== late).map(quotedForShell);
    throw new ReproError('usage', `the command ${quotedWord(late)} comes first`, {
      hint: `Write it as: ${['cgoprof-repro', late, ...others].join(' ')}`,
    });
  }
  for (const word of words) refuseStranger(word, commands);
  return words;
}

const mistypedCommand = (word: string, command: string): ReproError =>
  new ReproError('usage', `there is no command ${quotedWord(word)}`, {
    hint: `Did you mean \`cgoprof-repro ${command}\`?`,
  });

function refuseStranger(word: string, commands: readonly string[]): void {
  const parsed = parseSpec(word);
  // Releases that are not quite right have better answers, which name the nearest ones.
  if (parsed.ok || /^(?:go|v)?\d|^[<>=^~,]/i.test(word)) return;
  if (parsed.error.hint !== undefined) throw parsed.error;
  const [nearest] = nearestNames(word, [...commands, ...allSpecWords], 1);
  if (nearest !== undefined && commands.includes(nearest)) throw mistypedCommand(word, nearest);
  throw new ReproError('usage', `${quotedWord(word)} is neither a command nor a Go release`, {
    hint:
      nearest === undefined
        ? 'Run `cgoprof-repro --help` for the commands; name a release as in: cgoprof-repro 1.23.0'
        : `Did you mean: cgoprof-repro ${nearest}?`,
  });
}
