/** Makes a tag of templates for regular expressions: `\\` stands for itself, and parts of others are inserted. */
export const regExp =
  (flags: string) =>
  (text: TemplateStringsArray, ...parts: readonly string[]): RegExp =>
    new RegExp(String.raw(text, ...parts), flags);
