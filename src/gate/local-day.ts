/** The day that the clock on the wall shows, `YYYY-MM-DD`. `nowMs` counts from 1970. */
export function localDay(nowMs: number): string {
  const now = new Date(nowMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
