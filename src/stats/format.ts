import type { Interval } from '../model/report.js';

/** `3 of 5 (60 %)`, `0 of 20 (0 %)`, `0 of 0`. */
export function formatRate(k: number, n: number): string {
  return n === 0 ? `${k} of ${n}` : `${k} of ${n} (${formatShare(k / n)})`;
}

/** `23–88 %` */
export function formatInterval({ low, high }: Pick<Interval, 'low' | 'high'>): string {
  const from = percentDigits(low);
  const to = percentDigits(high);
  return from === to ? `${from} %` : `${from}–${to} %`;
}

/** `60 %`, `0.4 %`, `99.95 %`. Only 0 is shown as 0 and only 1 as 100: what is nearly certain is not certain. */
export function formatShare(share: number): string {
  return `${percentDigits(share)} %`;
}

/** As few decimals as still tell the share from 0 and from 1; with more than four a bound is given instead. */
function percentDigits(share: number): string {
  if (share === 0) return '0';
  if (share === 1) return '100';
  const percent = share * 100;
  for (let decimals = percent < 1 || percent > 99 ? 1 : 0; decimals <= 4; decimals += 1) {
    const text = percent.toFixed(decimals);
    if (Number(text) > 0 && Number(text) < 100) return text;
  }
  return share < 0.5 ? '<0.0001' : '>99.9999';
}
