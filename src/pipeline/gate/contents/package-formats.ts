/** Packages that are known by their format: understood whole, one without anything compiled is an answer. */

export interface PackageFormat {
  /** With its article: `a wheel`. */
  readonly what: string;
  /** A file that every package of the format has, by its path. */
  readonly mark: RegExp;
  /** Made of sources, whose pins of Go say what builds them. */
  readonly holdsSources?: true;
  /** Its files lie in archives within it. */
  readonly holdsArchives?: true;
}

const formats: readonly PackageFormat[] = [
  { what: 'a wheel', mark: /^[^/]+\.dist-info\/WHEEL$/ },
  { what: 'a Python egg', mark: /^EGG-INFO\/PKG-INFO$/ },
  { what: 'an npm package', mark: /^package\/package\.json$/ },
  // `npm pack` writes `package/`; what others upload has other names.
  { what: 'an npm package', mark: /^[^/]+\/package\.json$/, holdsSources: true },
  { what: 'a source distribution of Python', mark: /^[^/]+\/PKG-INFO$/, holdsSources: true },
  { what: 'a crate', mark: /^[^/]+\/Cargo\.toml\.orig$/, holdsSources: true },
  { what: 'a Debian package', mark: /^debian-binary$/, holdsArchives: true },
  // As its reader names it.
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

/** What a file says of the archive that it lies in; null for nothing. The first of several formats is meant. */
export function packageFormatOf(path: string, known: PackageFormat | null): PackageFormat | null {
  const said = formats.find(({ mark }) => mark.test(path)) ?? null;
  if (said === null || known === null) return said ?? known;
  return formats.indexOf(said) < formats.indexOf(known) ? said : known;
}

/** An image has no file of its own that would tell it: its manifest names its layers. */
export const imageFormat: PackageFormat = { what: 'an image', mark: /^(?!)/, holdsArchives: true };
