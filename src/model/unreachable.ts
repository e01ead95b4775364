/** Closes an exhaustive switch: adding a union member without handling it becomes a compile error. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${String(value)}`);
}
