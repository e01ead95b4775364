/** For values that a test knows to be there; fails the test loudly when it is wrong about that. */
export function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('the test expected a value here');
  return value;
}
