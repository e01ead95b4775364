import type { Pin } from '../../../model/pin.js';

/** The pins to which one stage sets GOTOOLCHAIN, in order; null if the value names no release. */
type Toolchains = (Pin | null)[];

interface Stage {
  readonly images: readonly Pin[];
  /** Shared with the stages that are made from this one. */
  readonly toolchains: Toolchains;
  hasRun: boolean;
}

/**
 * Images whose Go never builds anything, because GOTOOLCHAIN makes its go command run another one: `FROM golang:1.22`
 * with `ENV GOTOOLCHAIN=go1.24.2`, set once and before anything is run.
 */
export class SwitchedImages {
  #stage: Stage | null = null;
  readonly #named = new Map<string, Stage>();
  readonly #switches = new Map<Pin, Toolchains>();

  /** `base` may be the name of a stage. */
  enterStage(images: readonly Pin[], base: string): void {
    const parent = this.#named.get(base.toLowerCase());
    this.#stage =
      parent === undefined
        ? { images, toolchains: [], hasRun: false }
        : { images: [], toolchains: parent.toolchains, hasRun: true };
  }

  nameStage(name: string): void {
    if (this.#stage !== null) this.#named.set(name.toLowerCase(), this.#stage);
  }

  run(script: string): void {
    if (this.#stage === null) return;
    this.#stage.hasRun = true;
    if (script.includes('GOTOOLCHAIN')) this.#stage.toolchains.push(null);
  }

  /** Files that are copied out of a stage leave its settings behind. */
  copyToolchainFrom(stage: string): void {
    this.#named.get(stage.toLowerCase())?.toolchains.push(null);
  }

  setToolchain(toolchain: Pin | null): void {
    if (this.#stage === null) return;
    const { images, toolchains, hasRun } = this.#stage;
    toolchains.push(hasRun ? null : toolchain);
    for (const image of images) this.#switches.set(image, toolchains);
  }

  /** The pin, or its final form. Call it when the whole file has been read. */
  seen(pin: Pin): Pin {
    const [toolchain, ...others] = this.#switches.get(pin) ?? [];
    if (toolchain === undefined || toolchain === null || others.length > 0) return pin;
    const to = toolchain.requirement;
    return to.kind === 'exact' || to.kind === 'minimum'
      ? { ...pin, requirement: { kind: 'switched', from: pin.requirement, to } }
      : pin;
  }
}
