import { expect, test } from 'vitest';
import type { Event } from '../../../../../src/model/event.js';
import { showableDiff } from '../../../../../src/pipeline/gate/pins/fix-pins.js';
import { marks } from '../../../../helpers/ci-commands.js';

function show(patched: string, before: string, after: string) {
  const events: Event[] = [];
  const change = { file: `/r/${patched}`, shown: patched, patched, before, after, edits: 1 };
  return { diff: showableDiff(change, (event) => events.push(event)), events };
}

test.each(['go 1.23.0\n', 'go 1.23.0\r\n-- old\r\n', '\ufeffgo 1.23.0\n---\nmore\n'])(
  'the diff of %j is shown to the letter',
  (before) => {
    const { diff, events } = show('go.mod', before, before.replace('1.23.0', '1.23.8'));
    expect(diff).toMatch(/^--- a\/go\.mod\n\+\+\+ b\/go\.mod\n/);
    expect(diff).toContain('go 1.23.8');
    expect(events).toEqual([]);
  },
);

test.each(Object.entries(marks).filter(([name]) => !name.startsWith('buildkite')))(
  'a diff that would hold %s is left out, and that is told',
  (_, mark) => {
    const before = `FROM golang:1.23.0\n${mark}\n`;
    const { diff, events } = show('Dockerfile', before, before.replace('1.23.0', '1.23.8'));
    expect(diff).toBe('');
    expect(events).toMatchObject([{ type: 'warning', message: expect.stringContaining('Dockerfile') }]);
  },
);

test('so is one whose line becomes a command when it is taken out', () => {
  const { diff, events } = show('a.yml', 'go: 1.23.0 ##vso[x]\n', 'go: 1.23.8 ##vso[x]\n');
  expect([diff, events.length]).toEqual(['', 1]);
});
