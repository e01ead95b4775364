/** The local date, `YYYY-MM-DD`. `nowMs` counts from 1970. */
export function localDay(nowMs: number): string {
  const now = new Date(nowMs);
  return [now.getFullYear(), twoDigits(now.getMonth() + 1), twoDigits(now.getDate())].join('-');
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
