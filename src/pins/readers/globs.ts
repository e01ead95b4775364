/** Files of these names, in any folder. */
export const everywhere = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `**/${name}`);

/** Files of YAML of these names, in any folder. */
export const withEndings = (...names: readonly string[]): readonly string[] =>
  ['yml', 'yaml'].flatMap((ending) => names.map((name) => `**/${name}.${ending}`));
