/** Returns null for invalid JSON, which the schema that reads it next refuses like any other misfit. */
export function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
