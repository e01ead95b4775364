/** Reads proc(5): /proc/self/status and /proc/self/limits. Pure. */

/** `Name:\tvalue` lines. */
export function parseStatus(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/^(\w+):[ \t]*(.*)$/gm)].map(([, name = '', value = '']) => [name, value.trim()]),
  );
}

/** Signal n is bit n-1 of the hexadecimal mask. */
export function hasSignal(mask: string | undefined, signal: number): boolean {
  if (mask === undefined || !/^[0-9a-f]{1,32}$/i.test(mask)) return false;
  return ((BigInt(`0x${mask}`) >> BigInt(signal - 1)) & 1n) === 1n;
}

/** Soft limits by name (`Max processes`); null is unlimited. */
export function parseLimits(text: string): ReadonlyMap<string, number | null> {
  return new Map(
    [...text.matchAll(/^(Max [a-z ]+?) {2,}(\d+|unlimited) /gm)].map(([, name = '', soft = '']) => [
      name,
      soft === 'unlimited' ? null : Number(soft),
    ]),
  );
}
