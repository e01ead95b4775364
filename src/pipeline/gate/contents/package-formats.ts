/** Knows packages by their format. A package that is understood whole and has nothing compiled in it is an answer. */

export interface PackageFormat {
  /** The name of the format with its article: `a wheel`. */
  readonly what: string;
  /** A file that every package of the format has, by its path. */
  readonly mark: RegExp;
  /** True for a package made of sources, whose pins of Go say what builds them. */
  readonly holdsSources?: true;
  /** True if its files lie in archives within it. */
  readonly holdsArchives?: true;
}

const formats: readonly PackageFormat[] = [
  { what: 'a wheel', mark: /^[^/]+\.dist-info\/WHEEL$/ },
  { what: 'a Python egg', mark: /^EGG-INFO\/PKG-INFO$/ },
  { what: 'an npm package', mark: /^package\/package\.json$/ },
  // `npm pack` writes `package/`; the packages that others upload have other names.
  { what: 'an npm package', mark: /^[^/]+\/package\.json$/, holdsSources: true },
  { what: 'a source distribution of Python', mark: /^[^/]+\/PKG-INFO$/, holdsSources: true },
  { what: 'a crate', mark: /^[^/]+\/Cargo\.toml\.orig$/, holdsSources: true },
  { what: 'a Debian package', mark: /^debian-binary$/, holdsArchives: true },
  // The reader of RPM packages gives this name.
  { what: 'an RPM package', mark: /^RPM payload$/, holdsArchives: true },
  { what: 'a package of Alpine or Arch', mark: /^\.PKGINFO$/ },
  { what: 'an Android package', mark: /^AndroidManifest\.xml$/ },
  { what: 'a jar', mark: /^META-INF\/MANIFEST\.MF$/ },
  { what: 'a gem', mark: /^metadata\.gz$/, holdsArchives: true },
  { what: 'a NuGet package', mark: /^[^/]+\.nuspec$/ },
  { what: 'a conda package', mark: /^info\/index\.json$/ },
  { what: 'a conda package', mark: /^info-[^/]+\.tar\.zst$/, holdsArchives: true },
  { what: 'an extension of Visual Studio Code', mark: /^extension\.vsixmanifest$/ },
];

/**
 * The format that a file tells of the archive that it lies in; null for none. The first of several formats is meant.
 */
export function packageFormatOf(path: string, known: PackageFormat | null): PackageFormat | null {
  const said = formats.find(({ mark }) => mark.test(path)) ?? null;
  if (said === null || known === null) return said ?? known;
  return formats.indexOf(said) < formats.indexOf(known) ? said : known;
}

/** The format of an image. It has no file of its own that would tell it: its manifest names its layers. */
export const imageFormat: PackageFormat = { what: 'an image', mark: /^(?!)/, holdsArchives: true };
