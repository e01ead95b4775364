/**
 * Commands that install a given version of Go, as in scripts of all kinds: version managers, package managers of
 * systems, and builders that take the version as a flag. Group 1 is the version.
 */
import { regExp } from '../reg-exp.js';

/** A variable in any syntax. */
export const variable = String.raw`\$(?:\w{1,60}|\{\{[^}\n]{0,80}\}\}|\{[^}\n]{0,80}\}|\(\w{1,60}\))`;
/** `1.22`, `1.22.x`, `1.22.*`, `$V`; of literal versions, only those that may be a Go. */
const version = String.raw`((?:go-?|v)?(?:1\.\d|${variable})(?:[\w.*+]|${variable}){0,40}?)(?![\w.*+$/])`;
const flags = String.raw`(?:-{1,2}[A-Za-z][\w-]{0,30}[ \t]{1,9}){0,4}`;
/** Not within a path or a longer name. */
const alone = String.raw`(?<![\w./:@-])`;

const pattern = regExp('dg');
const inAnyCase = regExp('dgi');

export const installers: readonly RegExp[] = [
  // Semaphore, gvm, goenv, gimme and their like.
  pattern`\bsem-version[ \t]{1,9}go[ \t]{1,9}["']?${version}`,
  pattern`${alone}gimme[ \t]{1,9}["']?${version}`,
  pattern`${alone}(?:gvm|goenv|gobrew|goup|govm|g)[ \t]{1,9}(?:install|use|global|local|shell|set|default)[ \t]{1,9}${flags}["']?${version}`,
  // asdf install golang 1.22.5, proto install go 1.22
  pattern`${alone}(?:asdf|proto|vfox)[ \t]{1,9}(?:install|use|global|local|shell|pin|set)[ \t]{1,9}${flags}go(?:lang)?[ \t@]{1,9}["']?${version}`,
  // Used by mise, brew, scoop, devbox, pkgx, webi: go@1.22
  pattern`(?<![\w./@-])(?:core:)?go(?:lang)?@${version}`,
  // Used by apk and conda: go=1.22.5-r0, go~1.22; Debian’s epochs: golang-go=2:1.21~2
  pattern`${alone}go(?:lang)?(?:-go)?(?:=~|~=|==|=|~)(?<=\b(?:apk|apt|apt-get|aptitude|conda|mamba|micromamba|dnf|yum)\b(?:[^\n]|\\\r?\n){0,400})["']?(?:\d:)?(1\.\d{1,3}(?:\.[\dx*]{1,3})?)(?![\w.])`,
  // choco install golang --version=1.23.2; winget install GoLang.Go --version 1.23.2
  inAnyCase`${alone}(?:golang|GoLang\.Go)["']?[ \t]{1,9}${flags}(?:--version|-v|-version)[= \t]{1,9}["']?${version}`,
  inAnyCase`--version[= \t]{1,9}["']?${version}["']?[ \t]{1,9}${flags}(?:golang|GoLang\.Go)(?![\w.-])`,
  // snap install go --channel=1.22/stable --classic; snapcraft’s go/1.22/stable
  pattern`${alone}go[ \t]{1,9}${flags}--channel[= \t]{1,9}["']?(1\.\d{1,3})(?=/)`,
  pattern`--channel[= \t]{1,9}["']?(1\.\d{1,3})/\w{1,20}["']?[ \t]{1,9}${flags}go(?![\w.-])`,
  pattern`${alone}go/(1\.\d{1,3})/(?:stable|candidate|beta|edge)\b`,
  pattern`\bgo-channel:[ \t]{1,40}["']?(1\.\d{1,3})(?=/)`,
  // Google’s runtimes: runtime: go122, --runtime=go122
  pattern`\bruntime["']?[:= \t]{1,9}["']?go(1\d\d)(?!\w)`,
  // xgo -go 1.22.x
  pattern`[ \t]--?go(?<=\bxgo\b[^\n]{0,200})[= \t]{1,9}["']?${version}`,
];

/** Packages of a line: those of Debian and Fedora, and the folder where Debian installs them. Group 1 is the line. */
export const packages: readonly RegExp[] = [
  pattern`${alone}golang-(1\.\d{1,3}(?:\.\d{1,3})?)(?=(?:-(?:go|src|doc)|-\d[\w.]{0,20})?(?:[\s;&|"'\\=]|$))`,
  // nix-shell -p go_1_23, nix run nixpkgs#go_1_23
  pattern`\bnix\b(?:[^\n]|\\\r?\n){0,200}?(?<=[\s.#"'])go_(1_\d{1,3})(?!\w)`,
  pattern`/usr/lib/go-(1\.\d{1,3})(?![\w.])`,
];

const name = String.raw`(?:\w{1,40}_)?go(?:lang)?_?ver(?:sion)?`;

/** `name: GO_VERSION` and `value: 1.22.5`, as Kubernetes, Tekton and buildpacks list variables. Group 1 is the version. */
export const namedPairs: readonly RegExp[] = [
  // Helm’s and Concourse’s image: repository: golang, tag: 1.22.5
  pattern`\brepository["']?:[ \t]{1,9}["']?(?:(?:docker\.io/)?library/)?golang["']?[ \t]{0,9},?[ \t\r]{0,9}\n?[ \t]{0,60}["']?tag["']?:[ \t]{1,9}["']?(1\.\d[\w.-]{0,60})`,
  inAnyCase`\b(?:name|key)["']?[ \t]{0,40}[:=][ \t]{0,40}["']?${name}["']?[ \t]{0,9},?[ \t\r]{0,9}\n?[ \t]{0,60}["']?(?:value|default)["']?[ \t]{0,40}[:=][ \t]{0,40}["']?((?:go)?1\.\d[\w.*]{0,40})(?![\w.*$/-])`,
];
