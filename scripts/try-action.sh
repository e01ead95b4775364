#!/usr/bin/env bash
# Runs the action as GitHub would, on this machine: on an affected pin it must fail, on a fixed one pass, and a compiled
# file goes the same way. Needs act and actionlint (go install github.com/nektos/act@latest, and
# github.com/rhysd/actionlint/cmd/actionlint@latest).
#
#   scripts/try-action.sh
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

mkdir -p .github/workflows .tool affected fixed
git -C "$root" ls-files -z --cached --others --exclude-standard |
  (cd "$root" && xargs -0 cp --parents -t "$scratch/.tool")
printf 'module example.com/x\n\ngo 1.23.7\n' >affected/go.mod
printf 'module example.com/x\n\ngo 1.23.8\n' >fixed/go.mod

cat >.github/workflows/gate.yml <<'YAML'
name: gate
on: push
permissions: {}
jobs:
  affected:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
      - uses: ./.tool
        with:
          path: affected
          format: sarif
  fixed:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
      - uses: ./.tool
        id: gate
        with:
          path: fixed
      - env:
          VERDICT: ${{ steps.gate.outputs.verdict }}
          REPORT: ${{ steps.gate.outputs.report }}
        run: |
          test "$VERDICT" = fixed
          grep -q '"exitCode": 0' "$REPORT"
          echo "outputs are set"
  local:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
      - uses: ./.tool
        with:
          go: local
          fail-on: inconclusive
YAML

git init --quiet .
git add --all
git -c user.name=try -c user.email=try@localhost commit --quiet --message 'Try the action'

actionlint
(cd "$root" && actionlint)

run() { act push --job "$1" --platform ubuntu-latest=-self-hosted --pull=false >"$scratch/$1.log" 2>&1; }
# act copies this folder where a workflow checks it out, and fetches nothing for that.
expect() {
  local job=$1 wanted=$2 got=passed
  run "$job" || got=failed
  if [[ $got != "$wanted" ]]; then
    cat "$scratch/$job.log"
    echo "job $job: $got, not $wanted" >&2
    exit 1
  fi
  echo "job $job $got, as it must"
}

expect affected failed
grep -q '::error.*affected/go.mod' affected.log
grep -q 'exit status 3' affected.log
grep -q 'set-output:: verdict=affected' affected.log
expect fixed passed
grep -q 'outputs are set' fixed.log
expect local passed
