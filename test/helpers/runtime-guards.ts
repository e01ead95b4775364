/** Ways to write what golang/go#72870 changed in runtime.cgocallbackg, and what each must be judged to be. */
interface Guard {
  readonly name: string;
  /** Go code in place of the release's own guard; before `---` goes in front of the callback. */
  readonly code: string;
  readonly expected: 'affected' | 'fixed' | 'unknown';
}

const set = 'gp.m.isExtraInC = true';

export const guards = [
  { name: 'nested', expected: 'fixed', code: `if gp.m.isextra { if gp.m.ncgo == 0 { ${set} } }` },
  { name: 'swapped', expected: 'fixed', code: `if gp.m.ncgo == 0 && gp.m.isextra { ${set} }` },
  { name: 'assigned', expected: 'fixed', code: 'if gp.m.isextra { gp.m.isExtraInC = gp.m.ncgo == 0 }' },
  { name: 'all assigned', expected: 'fixed', code: 'gp.m.isExtraInC = gp.m.isextra && gp.m.ncgo == 0' },
  {
    name: 'alias',
    expected: 'fixed',
    code: 'if mp := gp.m; mp.isextra && mp.ncgo == 0 { mp.isExtraInC = true }',
  },
  { name: 'else', expected: 'fixed', code: `if gp.m.ncgo != 0 { } else if gp.m.isextra { ${set} }` },
  {
    name: 'switch',
    expected: 'fixed',
    code: `switch { case !gp.m.isextra: case gp.m.ncgo != 0: default: ${set} }`,
  },
  {
    name: 'variables',
    expected: 'fixed',
    code: 'mp := gp.m; extra, outermost := mp.isextra, mp.ncgo == 0; if extra && outermost { mp.isExtraInC = true }',
  },
  {
    name: 'one variable',
    expected: 'fixed',
    code: 'mp := gp.m; outermost := mp.isextra && mp.ncgo == 0; if outermost { mp.isExtraInC = true }',
  },
  {
    name: 'early',
    expected: 'fixed',
    code: `outermost := gp.m.ncgo == 0---if gp.m.isextra && outermost { ${set} }`,
  },
  { name: 'unguarded', expected: 'affected', code: `if gp.m.isextra { ${set} }` },
  { name: 'unguarded copy', expected: 'affected', code: 'gp.m.isExtraInC = gp.m.isextra' },
  {
    name: 'both ways',
    expected: 'affected',
    code: `if gp.m.isextra { if gp.m.ncgo == 0 { ${set} } else { ${set} } }`,
  },
  {
    name: 'other counter',
    expected: 'unknown',
    code: `if gp.m.isextra && gp.m.locks == 0 { ${set} }`,
  },
  {
    name: 'third condition',
    expected: 'unknown',
    code: `if gp.m.isextra && gp.m.ncgo == 0 && gp.m.mallocing == 0 { ${set} }`,
  },
  { name: 'turned around', expected: 'unknown', code: `if gp.m.isextra && gp.m.ncgo != 0 { ${set} }` },
] as const satisfies readonly Guard[];

export type GuardName = (typeof guards)[number]['name'];
