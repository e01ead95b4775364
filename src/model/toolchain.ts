/** The place where a toolchain was found, or `download` if this tool installed it. In order of preference. */
export const toolchainOrigins = [
  'download',
  'module-cache',
  'hosted',
  'sdk',
  'mise',
  'asdf',
  'goenv',
  'gvm',
  'goroot',
  'path',
  'system',
  /** A path the user gave. */
  'given',
] as const;
export type ToolchainOrigin = (typeof toolchainOrigins)[number];

/** An installed Go that was checked to run. */
export interface Toolchain {
  /** `go1.23.8`, from the VERSION file; for vendor and development builds the whole text if no release is in it. */
  readonly release: string;
  /** The VERSION file's first line, unchanged: `go1.22.9-vendor.1`, `devel go1.25-abc`. */
  readonly versionText: string;
  /** The version that the go command reports, which the build info of its programs will contain. */
  readonly compilerVersion: string;
  readonly goroot: string;
  readonly goBinary: string;
  /** GOOS and GOARCH it runs on. */
  readonly goos: string;
  readonly goarch: string;
  readonly origin: ToolchainOrigin;
  /** True if the checksum database vouches for the very files. */
  readonly verified: boolean;
  /** Something to tell the user, such as a VERSION file that contradicts the go command. */
  readonly warning?: string;
  /** For `local`: the go on PATH, if that is a different one, and a sentence that names both. */
  readonly other?: { readonly onPath: string; readonly sentence: string };
}
