import { expect, test } from 'vitest';
import { reportedGoEnv } from '../../../../src/pipeline/examine/reported-go-env.js';
import { usualTarget } from '../../../helpers/targets.js';

const program = {
  file: 'program',
  target: { ...usualTarget, cc: '/home/ann/bin/gcc -m64', cFlags: ['-I/home/ann/include'] },
  goVersion: 'go1.23.0',
  buildSettings: {
    GOAMD64: 'v3',
    GOARCH: 'recorded',
    '-buildmode': 'exe',
    'vcs.time': 'x',
    DefaultGODEBUG: 'a=1',
  },
  offsets: {},
  cached: true,
};

test('what the tool gives wins, what the program records is added, and neither names a person', () => {
  const settings = (reportedGoEnv(program, '/home/ann') ?? []).map(({ name, value }) => `${name}=${value}`);
  expect(settings).toEqual([
    'CC=~/bin/gcc -m64',
    'CGO_CFLAGS=-g -O2 -I~/include',
    'CGO_ENABLED=1',
    'GO111MODULE=on',
    'GOAMD64=v3',
    'GOARCH=amd64',
    'GOENV=off',
    'GOFLAGS=',
    'GOGC=400',
    'GOOS=linux',
    'GOTOOLCHAIN=local',
    'GOWORK=off',
  ]);
});
