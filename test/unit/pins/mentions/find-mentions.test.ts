import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { BudgetSpent, PinBudget } from '../../../../src/pins/values/budget.js';
import { statementsOf } from '../../../../src/pins/mentions/explain-mentions.js';
import { findMentions } from '../../../../src/pins/mentions/find-mentions.js';
import { whyNotSearched } from '../../../../src/pins/mentions/searched-files.js';
import { knownReleases } from '../../../helpers/known-releases.js';

const mentionsOf = (text: string, path = 'file') => findMentions({ path, text, budget: new PinBudget() });

/** `1.23.4 affected` of each statement. */
const told = (text: string, path?: string): string[] =>
  statementsOf(mentionsOf(text, path), knownReleases).map(
    ({ mention, resolution }) => `${mention.raw} ${resolution.verdict}`,
  );

describe('lines of public repositories, labelled by hand before the search was written', () => {
  // Label, file, version, column, and the line after the five above it.
  const rows = readFileSync('test/fixtures/mentions/labelled.tsv', 'utf8')
    .trimEnd()
    .split('\n')
    .map((row) => {
      const [label = '', path = '', version = '', column = '', lines = ''] = row.split('\t');
      const text = lines.replaceAll('␉', '\t').replaceAll('⏎', '\n');
      return { label, path, version, column: Number(column), text };
    });
  const isFound = ({ path, text, version, column }: (typeof rows)[number]): boolean => {
    const last = text.split('\n').length;
    return (
      whyNotSearched(path) === null &&
      mentionsOf(text, path).some(
        (mention) =>
          mention.line === last && mention.raw.replace('_', '.') === version && mention.column === column,
      )
    );
  };

  it('has enough of both', () => {
    expect(rows.filter(({ label }) => label === 'stated').length).toBeGreaterThan(40);
    expect(rows.filter(({ label }) => label !== 'stated').length).toBeGreaterThan(10);
  });

  test.each(rows.filter(({ label }) => label === 'stated'))('$path states $version', (row) => {
    expect(isFound(row)).toBe(true);
  });

  test.each(rows.filter(({ label }) => label !== 'stated'))('$path is not found to state $version', (row) => {
    expect(isFound(row)).toBe(false);
  });
});

describe('statements', () => {
  test.each([
    ['golang:1.23.4', '1.23.4 affected'],
    ['$Msi = "go1.22.5.windows-amd64.msi"', '1.22.5 affected'],
    ['GO_VERSION: 1.24.0', '1.24.0 affected'],
    ["  'go-version' : '1.22.x',", '1.22.x affected'],
    ['choco install -y golang --version=1.23.2', '1.23.2 affected'],
    ['snap install --classic --channel=1.22/stable go', '1.22 affected'],
    ['snap install go --channel go/1.22/stable', '1.22 affected'],
    ['toolchain go1.22.8', '1.22.8 affected'],
    ['ghcr.io/acme/builder:golang-1.22.1-bookworm', '1.22.1 affected'],
    ['ghcr.io/acme/build-go:1.21.0', '1.21.0 affected'],
    ['ghcr.io/acme/base:1.22-go', '1.22 affected'],
    ['ghcr.io/goreleaser/goreleaser-cross:v1.23.6', '1.23.6 affected'],
    ['arm64v8/golang:1.23.4', '1.23.4 affected'],
    ['RUN /install-go.sh --prefix /opt 1.23.4', '1.23.4 affected'],
    ['sem-version go 1.21', '1.21 affected'],
    ['go:\n  version: 1.24.0', '1.24.0 affected'],
    ['- name: BP_GO_VERSION\n  value: "1.22.*"', '1.22.* affected'],
    ['{"version": "1.22.1",\n "name": "go"}', '1.22.1 affected'],
    ['golang: "1.22"', '1.22 affected'],
    ['"go":            "1.23.0",', '1.23.0 affected'],
    ['GOVERSION=1.22.1', '1.22.1 affected'],
    ['minGoVersion = "1.22.1"', '1.22.1 affected'],
    ['apt-get install golang-1.21', '1.21 affected'],
    ['go~=1.22.1', '1.22.1 affected'],
    ['conda install go=1.22.1', '1.22.1 affected'],
    ['pkgs.go_1_22', '1_22 affected'],
    ['buildGo122Module {', '122 affected'],
    ['GOROOT_1_22_X64', '1_22 affected'],
    ['xgo --go=go-1.22.x', '1.22.x affected'],
    ['# version:golang 1.23.5', '1.23.5 affected'],
    ['// +heroku goVersion go1.22.1 of ours', '1.22.1 affected'],
    ['image@sha256:0123 # golang:1.22.1', '1.22.1 affected'],
    ['# for example: a sum\nsum: 1\n# version:golang 1.23.5', '1.23.5 affected'],
    ['https://go.dev/dl/go1.22.1.linux-amd64.tar.gz', '1.22.1 affected'],
    ['go version 1.24rc1', '1.24rc1 affected'],
    ['golang:1.23.8', '1.23.8 fixed'],
    ['go-version: 1.23', '1.23 fixed'],
    ['go-version: ~1.23.0', '1.23.0 fixed'],
    ['golang (>= 2:1.22~)', '1.22 fixed'],
    ['go-version: ^1.22.1', '1.22.1 fixed'],
    ['go 1.19', '1.19 not-applicable'],
  ])('%s', (text, statement) => {
    expect(told(text)).toStrictEqual([statement]);
    expect(told(`unrelated: 1\r\n\r\n${text}\r\nmore`)).toStrictEqual([statement]);
  });

  it('are found in a go.mod only where Heroku reads them', () => {
    const module = '// +heroku goVersion go1.22.1\ngo 1.21.1\nrequire cloud.google.com/go v1.22.0\n';
    expect(told(module, 'sub/go.mod')).toStrictEqual(['1.22.1 affected']);
    expect(told(module, 'other.mod')).toStrictEqual(['1.22.1 affected', '1.21.1 affected']);
  });

  it('have a place', () => {
    expect(mentionsOf('a\n  image: golang:1.23.4\n')).toMatchObject([
      { line: 2, column: 17, endColumn: 23, raw: '1.23.4' },
    ]);
  });

  it('of one release in a file are one', () => {
    const [statement] = statementsOf(mentionsOf('golang:1.23.4\ngolang:1.23.8\ngo1.23.4'), knownReleases);
    expect(statement).toMatchObject({ lines: [1, 3], mention: { line: 1 } });
  });
});

describe('what states no Go', () => {
  test.each([
    'HUGO_VERSION=1.22.1',
    'golangci-lint: 1.22.1',
    'GOLANGCI_LINT_VERSION: v1.22.1',
    'django:1.22.1',
    'cargo 1.22.1',
    'go install github.com/go-delve/delve/cmd/dlv@v1.23.1',
    'go get example.org/tool v1.22.1',
    'ghcr.io/acme/go-proxy:v1.22.1',
    'github.com/aws/smithy-go v1.22.0',
    'github.com/aws/aws-sdk-go-v2/service/sso v1.22.4',
    'cloud.google.com/go v1.22.0',
    'github.com/aws/aws-sdk-go-v2 v1.24.1',
    'go install github.com/hashicorp/go-version@v1.22.1',
    'github.com/docker/go v1.22.1 h1:x=',
    '"go": "x", "kubernetes": "1.22.1"',
    'go test ./... --k8s-version 1.22.1',
    'setup: go\nhelm: 1.22.1',
    'go 0.1.22.1',
    'go11.22.1 and go1.22.1.5',
    'main.go:1.22.1',
    '# no rule is needed for this since go1.22',
    'rule: x # not relevant since go1.22',
    '//go:build go1.22',
    'title: built with go 1.22.1',
    'This release was built with Go 1.22.1.',
    'kindest/node:v1.23.4',
    'reason: "see https://go.dev/doc/go1.22#cmp"',
    'why = "https://go.dev/doc/devel/release#go1.22.1"',
    '\n  # Lines of the file. Examples:\n  # GO_VERSION: "1.21.0"\n  # GO_VERSION:1.21.0\n',
  ])('%s', (text) => {
    expect(told(text).filter((statement) => statement.endsWith('affected'))).toStrictEqual([]);
  });
});

describe('a text that is made to keep a search busy', () => {
  const repeated = (part: string, length: number): string => part.repeat(Math.ceil(length / part.length));
  const steps = (text: string): number => {
    const budget = new PinBudget();
    findMentions({ path: 'file', text, budget });
    return budget.spent('steps');
  };

  test.each(['go 1.2 ', 'x.go 1.22', ' # 1.22.1 go', 'GOgo1.22', '\n- go\n1.22.1'])(
    '%j costs as it grows',
    (part) => {
      const once = steps(repeated(part, 40_000));
      expect(once).toBeGreaterThan(40_000 / 64);
      expect(steps(repeated(part, 80_000))).toBeLessThan(2.1 * once);
    },
  );

  it('ends on its budget', () => {
    expect(() => mentionsOf(repeated('go 1.22.1\n', 3_000_000))).toThrow(BudgetSpent);
  });

  it('costs next to nothing where Go is not near', () => {
    expect(steps(repeated('1.22.1 ', 1_000_000))).toBeLessThan(100_000);
  });
});

describe('a file that names Go by a variable without Go in its name', () => {
  it.each([
    ['Tekton', 'task.yaml', 'params:\n- name: ver\n  default: "1.23.7"\nimage: golang:$(params.ver)\n'],
    [
      'Argo',
      'w.yaml',
      'parameters: [{name: ver, value: "1.23.7"}]\nimage: "golang:{{inputs.parameters.ver}}"\n',
    ],
    ['Jenkins', 'Jenkinsfile', 'def tag = "1.23.7"\ndocker.image("golang:" + tag)\n'],
    ['Earthly', 'Earthfile', 'VERSION 0.8\nb:\n  BUILD +t --tag=1.23.7\nt:\n  ARG tag\n  FROM golang:$tag\n'],
    ['a Taskfile', 'Taskfile.yml', "vars: {TOOL: '1.23.7'}\ncmds: ['docker run golang:{{.TOOL}}']\n"],
    ['a justfile', 'justfile', 'tool := "1.23.7"\nb:\n  docker run golang:{{tool}}\n'],
    ['a loop', 'b.sh', 'for v in 1.25.1 1.23.7; do docker run golang:$v go test; done\n'],
    [
      'a loop over a list',
      'b.sh',
      'versions=(1.23.7 1.25.1)\nfor v in "${versions[@]}"; do docker run "golang:$v"; done\n',
    ],
    ['a function', 'b.sh', 'get() { curl "https://go.dev/dl/go$1.linux-amd64.tar.gz"; }\nget 1.23.7\n'],
    ['TypeScript', 'b.ts', "const tag = '1.23.7';\nrun(`docker run golang:${tag}`);\n"],
    ['Terraform', 'main.tf', 'locals { tag = "1.23.7" }\nimage = "golang:${local.tag}"\n'],
    ['PowerShell', 'b.ps1', '$ver = "1.23.7"\nchoco install golang --version=$ver -y\n'],
  ])('states what is set there: %s', (_, file, text) => {
    expect(told(text, file)).toContain('1.23.7 affected');
    expect(told(text.replaceAll('1.23.7', '1.24.4'), file)).not.toContain('1.23.7 affected');
  });

  it.each([
    ['releases of something else', 'b.sh', 'HELM_VERSION=1.23.7\ndocker run golang:$tag\n'],
    ['a variable that names Go', 'w.yaml', 'version: "1.23.7"\nimage: golang:${GO_VERSION}\n'],
    ['arguments of a Dockerfile', 'Dockerfile', 'ARG VERSION=1.23.7\nARG V\nFROM golang:$V\n'],
  ])('leaves alone %s', (_, file, text) => {
    expect(told(text, file)).toStrictEqual([]);
  });

  // A look at the whole text for each version would run into the time limit of the test.
  it('ends for a text that is made of nothing else', () => {
    const text = `docker run golang:$v\n${'get 1.23.7\n'.repeat(200_000)}`;
    expect(() => mentionsOf(text, 'b.sh')).toThrow(BudgetSpent);
  });
});
