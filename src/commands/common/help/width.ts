const narrowest = 40;
/** Longer lines are hard to read. */
const widest = 100;
const usual = 80;

/** Columns for help: COLUMNS as a person has set it, or else the terminal's own. A terminal may say 0 for unknown. */
export function helpWidth(
  env: Readonly<Record<string, string | undefined>>,
  terminal: number | undefined,
): number {
  const set = env['COLUMNS'] ?? '';
  const columns = /^[1-9]\d{0,5}$/.test(set) ? Number(set) : (terminal ?? 0);
  return columns === 0 ? usual : Math.min(Math.max(columns, narrowest), widest);
}
