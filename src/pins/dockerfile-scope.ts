/** What ARG and ENV have set at one place of a Dockerfile. https://docs.docker.com/build/building/variables/ */
import type { Expansion } from './expansion.js';
import type { Lookup } from './shell-variables.js';

/** A value, and the names of the ARGs and ENVs that it is made from, its own among them. */
export interface Setting {
  /** Null: declared without a value. */
  readonly value: Expansion | null;
  readonly names: readonly string[];
}

/** One FROM and what follows it. */
interface Stage {
  /** ENV wins over an ARG of the same name, whichever comes first; stages made from this one have it too. */
  readonly envs: Map<string, Setting>;
  readonly args: Map<string, Setting>;
}

export class DockerfileScope {
  /** ARGs before the first FROM: the only ones a FROM may use. */
  readonly #globals = new Map<string, Setting>();
  readonly #named = new Map<string, Stage>();
  #stage: Stage | null = null;

  /** `base` is the stage that it is made from, or an image, of whose settings nothing is known. */
  enterStage(base: string): void {
    const envs = new Map(this.#named.get(base.toLowerCase())?.envs);
    this.#stage = { envs, args: new Map() };
  }

  nameStage(name: string): void {
    if (this.#stage !== null) this.#named.set(name.toLowerCase(), this.#stage);
  }

  /** A stage is not an image. */
  isStage(name: string): boolean {
    return this.#named.has(name.toLowerCase());
  }

  setArgument(name: string, setting: Setting): void {
    // An ARG without a default inside a stage takes over the global one.
    const inherited = setting.value === null && this.#stage !== null ? this.#globals.get(name) : undefined;
    (this.#stage?.args ?? this.#globals).set(name, inherited ?? setting);
  }

  setEnvironment(name: string, setting: Setting): void {
    this.#stage?.envs.set(name, setting);
  }

  /** As a FROM sees it. */
  readonly ofGlobals = (name: string): Setting | null => this.#globals.get(name) ?? null;

  /** As every other instruction sees it. */
  readonly here = (name: string): Setting | null =>
    this.#stage === null
      ? this.ofGlobals(name)
      : (this.#stage.envs.get(name) ?? this.#stage.args.get(name) ?? null);
}

/** A lookup that notes which names were asked for, with all that they are made from. */
export function recording(find: (name: string) => Setting | null): {
  readonly lookup: Lookup;
  readonly names: () => readonly string[];
} {
  const names = new Set<string>();
  const lookup: Lookup = (name) => {
    const setting = find(name);
    for (const made of setting?.names ?? [name]) names.add(made);
    return setting?.value ?? null;
  };
  return { lookup, names: () => [...names] };
}
