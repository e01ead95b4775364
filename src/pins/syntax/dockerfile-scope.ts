/** The settings of ARG and ENV at one place of a Dockerfile. https://docs.docker.com/build/building/variables/ */
import type { PinBudget } from '../values/budget.js';
import type { Expansion } from '../values/expansion.js';
import type { Lookup } from '../values/shell-variables.js';

/** A value, and the ARGs and ENVs from which it is made; those that are not set, by name. */
export interface Setting {
  readonly name: string;
  /** Null if it is declared without a value. */
  readonly value: Expansion | null;
  readonly madeFrom: readonly (Setting | string)[];
}

/** One FROM and what follows it. */
interface Stage {
  /** The stage from which it is made, whose ENVs it also has. It is complete, and not changed any more. */
  readonly base: Stage | null;
  /** ENV overrides an ARG of the same name, in either order. */
  readonly envs: Map<string, Setting>;
  readonly args: Map<string, Setting>;
  /** ENVs of its bases that were looked up. */
  readonly inherited: Map<string, Setting | null>;
}

export class DockerfileScope {
  readonly #budget: PinBudget;
  /** ARGs before the first FROM: the only ones a FROM may use. */
  readonly #globals = new Map<string, Setting>();
  readonly #named = new Map<string, Stage>();
  #stage: Stage | null = null;

  constructor(budget: PinBudget) {
    this.#budget = budget;
  }

  /** `base` is the stage from which it is made, or an image, whose settings are not known. */
  enterStage(base: string): void {
    const parent = this.#named.get(base.toLowerCase()) ?? null;
    this.#stage = { base: parent, envs: new Map(), args: new Map(), inherited: new Map() };
  }

  nameStage(name: string): void {
    if (this.#stage !== null) this.#named.set(name.toLowerCase(), this.#stage);
  }

  /** A stage is not an image. */
  isStage(name: string): boolean {
    return this.#named.has(name.toLowerCase());
  }

  setArgument(name: string, setting: Setting): void {
    // An ARG without a default inside a stage takes the value of the global one.
    const inherited = setting.value === null && this.#stage !== null ? this.#globals.get(name) : undefined;
    (this.#stage?.args ?? this.#globals).set(name, inherited ?? setting);
  }

  setEnvironment(name: string, setting: Setting): void {
    this.#stage?.envs.set(name, setting);
  }

  /** The setting as a FROM sees it. */
  readonly ofGlobals = (name: string): Setting | null => this.#globals.get(name) ?? null;

  /** The setting as every other instruction sees it. */
  readonly here = (name: string): Setting | null =>
    this.#stage === null
      ? this.ofGlobals(name)
      : (this.#environmentOf(this.#stage, name) ?? this.#stage.args.get(name) ?? null);

  #environmentOf(stage: Stage, name: string): Setting | null {
    let found: Setting | null = null;
    for (let next: Stage | null = stage; next !== null; next = next.base) {
      this.#budget.spend('steps');
      const known: Setting | null | undefined = next.envs.get(name) ?? next.inherited.get(name);
      if (known !== undefined) {
        found = known;
        break;
      }
    }
    stage.inherited.set(name, found);
    return found;
  }
}

/** A lookup that records which settings were used. */
export function recording(
  find: (name: string) => Setting | null,
  budget: PinBudget,
): {
  readonly lookup: Lookup;
  readonly used: () => readonly (Setting | string)[];
  /** All names from which the used settings are made. */
  readonly names: () => readonly string[];
} {
  const used = new Set<Setting | string>();
  const lookup: Lookup = (name) => {
    const setting = find(name);
    used.add(setting ?? name);
    return setting?.value ?? null;
  };
  return { lookup, used: () => [...used], names: () => namesOf(used, budget) };
}

function namesOf(settings: Iterable<Setting | string>, budget: PinBudget): readonly string[] {
  const names = new Set<string>();
  // Grows while it is walked.
  const met = new Set(settings);
  for (const setting of met) {
    budget.spend('steps');
    if (typeof setting === 'string') names.add(setting);
    else {
      names.add(setting.name);
      for (const part of setting.madeFrom) met.add(part);
    }
  }
  return [...names];
}
