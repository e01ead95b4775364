import type { Random } from './random.js';

const releases = ['1.21.0', '1.21.13', '1.22.5', '1.23.0', '1.23.7', '1.24.0', '1.24.1', '1.24rc1'];

const statements: readonly ((release: string) => string)[] = [
  (release) => `golang:${release}`,
  (release) => `go${release}.linux-amd64.tar.gz`,
  (release) => `GO_VERSION: ${release}`,
  (release) => `go-version = '${release}'`,
  (release) => `golang --version=${release}`,
  (release) => `snap go/${release}/stable`,
  (release) => `toolchain go${release}`,
  (release) => `"golang": "${release}"`,
  (release) => `registry.example.org/base:golang-${release}-x`,
  (release) => `name: GOLANG_VERSION\n  value: "${release}"`,
  (release) => `install_tool golang ${release}`,
  (release) => `<GoVersion>${release}</GoVersion>`,
];

const places =
  'a b.txt Makefile .hidden/x.yml docs/x.yaml deep/er/and/deeper/x.json x.ps1 _x/y' +
  ' Dockerfile .github/workflows/a.yml .gitlab-ci.yml tool.mod src/x.py README.sh x.toml' +
  ' ci/x.rb pom.xml .travis.yml compose.yaml mise.toml WORKSPACE flake.nix devbox.json';

const around = [
  '',
  'a: 1\n',
  '\n\nsome words\n',
  '\ufeff',
  '\r\n',
  '# a comment\n',
  'é: ü\n',
  '- x\n- y\n',
  '\t',
  '  ',
];

/** Writes a statement of an affected release at a place that is searched, with something around it. */
export function stateSomewhere(random: Random): { readonly place: string; readonly text: string } {
  const place = random.pick(places.split(' '));
  const statement = random.pick(statements)(random.pick(releases));
  return { place, text: `${random.pick(around)}${statement}${random.pick(around)}` };
}
