/** The tasks that people come with. The top help lists commands by them, in the order of `src/cli/interface.ts`. */
export const tasks = {
  ask: 'Ask',
  search: 'Search',
  guard: 'Guard',
  lookUp: 'Look up',
  keep: 'Keep',
} as const;

/** Options that every command knows, the last two groups of each help. */
export const sharedGroups = { output: 'Output', common: 'Common' } as const;

/** The options of one command, where they are many. */
export const optionGroups = {
  which: 'Which Go',
  question: 'Question',
  program: 'Program',
  build: 'Build',
  execution: 'Execution',
} as const;
