import { expect, test } from 'vitest';
import { renderGithub } from '../../../../src/report/formats/github.js';
import { goldenCell, goldenReport } from '../../../helpers/golden-report.js';

const render = (report: ReturnType<typeof goldenReport>) => renderGithub(report);

test('an annotation sits on its line; its values cannot end it or start another', () => {
  const cell = {
    ...goldenCell('gate'),
    location: { file: 'a,b:c%.yml', line: 3, column: 4 },
    reason: '100%\n::error::x',
  };
  const [line] = render({ ...goldenReport('gate'), cells: [cell] }).split('\n');
  expect(line).toMatch(/^::error file=a%2Cb%3Ac%25\.yml,line=3,col=4,title=[^:,]+::/);
  expect(line).toContain('100%25%0A∶:error::x');
});

test('only lines of our own making are commands', () => {
  const lines = render(goldenReport('hostile')).trimEnd().split('\n');
  expect(lines.filter((line) => /^\s*::/.test(line))).toHaveLength(2);
});

test('a toolchain that no file names gets an annotation without a file', () => {
  expect(render(goldenReport('run-affected'))).toMatch(/^::error title=/);
});
