/** Judges compiled files whose format is not read: their bytes can still show Go, or that it is WebAssembly. */
import type { ByteSource } from '../../model/byte-source.js';
import { unreadFormat, type UnreadFormat } from './container/unread.js';
import { readWasm } from './container/wasm.js';
import { readBuildInfo } from './go/build-info.js';
import { findGoTraces } from './go/traces.js';
import { noLinks, type Image } from './image.js';
import { fromBuildInfo, withoutRuntime, type RuntimeJudgement } from './judge-runtime.js';
import type { RuntimeQuestion } from './runtime-question.js';

/** Throws `DamagedFile`. */
export function judgeUnread(
  source: ByteSource,
  format: UnreadFormat,
  question: RuntimeQuestion,
): RuntimeJudgement {
  const { what, instead, isWhole, without } = format;
  const { info, traces } = lookThrough(source, format);
  const answer = (verdict: RuntimeJudgement['verdict'], detail: string): RuntimeJudgement => ({
    ...withoutRuntime('unknown', 'unknown', detail),
    isGo: info !== null || traces !== null,
    verdict,
    goos: info?.settings['GOOS'] ?? format.goos,
    goarch: info?.settings['GOARCH'] ?? format.goarch,
    ...fromBuildInfo(info),
  });
  if (info === null && traces === null)
    return isWhole
      ? answer('not-go', `There is no Go in it. It is ${what}, and there is no trace of Go anywhere in it.`)
      : answer('unknown', `It is ${what}, which is not read: ${instead}.`);
  // Its own build information has to agree.
  if (question.onlyWithCgo && without !== null && info !== null && info.settings['GOOS'] === format.goos)
    return answer('no-cgo', `It was built without cgo: it is Go in ${what}, and ${without}.`);
  return answer('unknown', `It is Go in ${what}, which is not read: ${instead}.`);
}

/** Judges a member of a library that is of no known format: objects of other compilers, or no code at all. */
export function judgeUnrecognised(source: ByteSource, question: RuntimeQuestion): RuntimeJudgement {
  const format = { ...unreadFormat, what: 'a format that is not known', isWhole: true };
  return judgeUnread(source, format, question);
}

export function judgeWasm(source: ByteSource, question: RuntimeQuestion): RuntimeJudgement {
  const { builtBy, goVersion, goos } = readWasm(source);
  const { info, traces } = lookThrough(source, { ...unreadFormat, goarch: 'wasm' });
  const base = { ...withoutRuntime('unknown', 'unknown', ''), goarch: 'wasm' };
  const compiler = builtBy ?? (info === null && traces === null ? null : 'Go');
  if (compiler === null)
    return {
      ...base,
      verdict: 'not-go',
      detail: 'There is no Go in it: it is WebAssembly that Go did not build.',
    };
  return {
    ...base,
    isGo: true,
    goos,
    goVersion: goVersion ?? info?.goVersion ?? null,
    ...(question.onlyWithCgo
      ? {
          verdict: 'no-cgo',
          detail: `It was built without cgo: it is WebAssembly built by ${compiler}, where cgo does not exist and no thread of C can call Go.`,
        }
      : {
          verdict: 'unknown',
          detail: `It is WebAssembly built by ${compiler}, which is not read: gate the toolchain that built it.`,
        }),
  };
}

/** The whole file as one piece, for traces that can be found without knowing the load address. */
function lookThrough(
  source: ByteSource,
  format: Pick<UnreadFormat, 'goos' | 'goarch' | 'pointerSize' | 'littleEndian'>,
) {
  const image: Image = {
    ...format,
    container: 'elf',
    source,
    segments: [{ address: 0, fileOffset: 0, size: source.size, writable: true, executable: true }],
    truncated: false,
    sections: [],
    ...noLinks,
  };
  return { info: readBuildInfo(image), traces: findGoTraces(image) };
}
