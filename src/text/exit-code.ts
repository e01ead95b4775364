/** Exit codes in words. Windows gives a process that it ends itself one of its own status codes (ntstatus.h). */

const start = 'the program does not start';

const statuses: ReadonlyMap<number, string> = new Map([
  [0xc0000005, 'access violation'],
  [0xc000001d, 'illegal instruction'],
  [0xc000007b, `a DLL is for another architecture: ${start}`],
  [0xc00000fd, 'stack overflow'],
  [0xc0000135, 'a DLL is missing'],
  [0xc0000139, `a DLL lacks a function: ${start}`],
  [0xc000013a, 'ended by Ctrl-C, or with its console'],
  [0xc0000142, `a DLL cannot be initialised: ${start}`],
  [0xc0000374, 'damaged heap'],
  [0xc0000409, 'abort(), or a damaged stack'],
]);

/** Statuses of this range are errors; programs end with small numbers. */
const firstStatus = 0xc0000000;

export const missingDll = 0xc0000135;
export const endedByConsole = 0xc000013a;

/** True for a status with which Windows ends a process. Node gives it without a sign. */
export const isWindowsStatus = (code: number): boolean => code >= firstStatus && code <= 0xffffffff;

/** What helps against a missing DLL: the one that programs of mingw need, and Windows does not have. */
export const missingDllAdvice =
  'libwinpthread-1.dll comes with the compiler: link with -static, or put its folder on PATH';

export function exitCodeWords(code: number): string {
  if (!isWindowsStatus(code)) return `exit code ${code}`;
  const hex = `0x${code.toString(16).toUpperCase()}`;
  const words = statuses.get(code);
  if (words === undefined) return `exit code ${hex}`;
  return code === missingDll ? `${words} (${hex}); ${missingDllAdvice}` : `${words} (${hex})`;
}

/** The status of which wine passes on the lowest byte, as any Unix does, if it is one that keeps programs from starting. */
export const statusUnderWine = (code: number): number => (code === (missingDll & 0xff) ? missingDll : code);
