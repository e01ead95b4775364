/**
 * Reads the text of `go version -m FILE`: the version that built the file, and its build settings. Pure.
 * Format: https://pkg.go.dev/runtime/debug#BuildInfo
 */
export interface BuildInfo {
  readonly goVersion: string;
  readonly settings: Readonly<Record<string, string>>;
}

export function parseBuildInfo(text: string): BuildInfo | null {
  const [first = '', ...rest] = text.split('\n');
  // The path may hold colons; the version does not.
  const goVersion = first.slice(first.lastIndexOf(': ') + 2).trim();
  if (!first.includes(': ') || goVersion === '') return null;
  const settings = new Map<string, string>();
  for (const line of rest) {
    const [, kind, setting = ''] = line.split('\t');
    const equals = setting.indexOf('=');
    if (kind === 'build' && equals > 0) settings.set(setting.slice(0, equals), setting.slice(equals + 1));
  }
  return { goVersion, settings: Object.fromEntries(settings) };
}
