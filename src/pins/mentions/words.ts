/** The words around a version that show if it is one of Go. */

const nameOfGo =
  /^(?:x|setup|install|min|max|use)?go(?:lang)?(?:version|versions|ver|semver|sdk|root|toolchain|env|binary|image|tag|release|build|builder|installer|cross|min|max|line|minor|series|tarball|archive|package|pkg|dist|url|file|filename|dir|home)?$/;

/** `go`, `golang`, `xgo`, `goversion`, `goroot`; not `cargo`, `hugo`, `golangci`. */
export const namesGo = (word: string): boolean => nameOfGo.test(word);

/** A word that announces a version: `k8s-version 1.22.1` belongs to nothing else. */
export const namesVersion = (word: string): boolean =>
  /^(?:version|versions|vers|ver|tag|release|semver)$/.test(word);

/** Words that may be between Go and its version, and that name nothing with versions of its own. */
const plainWords = new Set(
  `version versions vers ver semver v r x n y release releases tag tags default defaults value values image images latest
  min minimum max maximum required require requires string number export set setup install installed installer use using
  get fetch download dl toolchain sdk compiler lang language languages runtime tool tools plugin package packages pkg
  msi zip tar gz tgz exe linux darwin windows freebsd openbsd netbsd macos mac ubuntu amd arm arch aarch armv
  stable edge classic alpine bullseye bookworm buster trixie slim nanoserver servercore cross builder build base dev env
  arg args var vars variable variables const let def type with matrix include id key name path channel sh bash zsh ps cmd
  bat script bin opt usr local lib root cache hostedtoolcache hostedtool ci docker container devcontainer toolset rc beta
  el fc deb is of to the eq ge gt le lt ne echo options choices enum input inputs description needed system host
  expected supported oldest newest legacy next previous old new alt extra override pin pinned constraint spec dist
  archive url src source file filename folder dir home prefix to exact major minor patch full short current target native str mod directive series test
  tests job jobs true false null none e g p m d yes f static final val public private readonly constexpr char pub
  internal upstream`.split(/\s+/),
);

export const isPlainWord = (word: string): boolean => plainWords.has(word);

/** The words of a name: `GoMsiVersion`, `GOLANG_VERSION` and `go-version` are several. Lower case, in order. */
export const wordsOf = (letters: string): readonly string[] =>
  (letters.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[A-Z]/g) ?? []).map((word) => word.toLowerCase());
