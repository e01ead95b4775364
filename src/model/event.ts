import type { Cell, Evidence, Trial } from './report.js';

/**
 * Everything worth telling while work goes on. One stream, many sinks: the terminal's progress, JSON lines (`--events`),
 * the saved report. A stream stays meaningful with every `…-progress` event removed.
 */
interface Events {
  /** A SPEC was read; `note` says so if it was not one exact release. */
  'spec-resolved': { spec: string; releases: readonly string[]; note?: string };
  'toolchain-found': { subject: string; origin: string; goroot: string };
  'install-started': { release: string };
  /** Bytes of the download on disk so far; `totalBytes` is null while unknown. */
  'install-progress': { release: string; bytes: number; totalBytes: number | null };
  /** What comes after the download, or instead of it. */
  'install-stage': { release: string; stage: InstallStage };
  'install-finished': { release: string; durationMs: number };
  /** Is being removed. */
  'prune-progress': { name: string; bytes: number } & Place;
  /** `place` if the user asked for it; without it, the item went to stay within the size that was set. */
  pruned: { kind: 'toolchain' | 'builds'; name: string; bytes: number; place?: Place };
  /** `first` if the standard library has to be compiled as well; `expectedMs` is null if none was measured here. */
  'build-started': { subject: string; target: string; first?: { expectedMs: number | null } };
  'build-finished': { subject: string; cached: boolean; durationMs: number };
  evidence: { subject: string; evidence: Evidence };
  /** `expectedMs` is how long the probe may take on a fixed toolchain, an upper estimate. */
  'probe-started': { subject: string; probe: string; expectedMs: number };
  trial: { subject: string; trial: Trial };
  'cell-started': { subject: string; index: number; total: number };
  /** `name` as in the events before it, if that is not the subject of the cell. */
  'cell-finished': { cell: Cell; name?: string; index: number; total: number };
  /** `left` releases are in question; `done` runs have answered, and about `steps` are needed until the end. */
  'bisect-step': { line: string; release: string; left: number; steps: number; done: number };
  /**
   * Work that is told by a count. `total` is null while unknown; the last event of a work has `done` equal to `total`.
   * `at` names what it is at.
   */
  'work-progress': { work: Work; done: number; total: number | null; at?: string };
  /** Something worth knowing that is not a reason to worry. */
  note: { message: string };
  /** A file of the user's was edited, as asked. */
  'file-changed': { file: string; edits: number };
  warning: { message: string };
}

/** A download is unpacked; a copy in the module cache is copied. Then either is looked at. */
export type InstallStage = 'unpacking' | 'copying' | 'checking';

/**
 * Counts files of a gate, releases of a scan or of an installation, checks of a doctor, reports of a merge, and
 * toolchains whose size is counted or whose files are verified.
 */
export type Work = 'gate' | 'scan' | 'install' | 'doctor' | 'merge' | 'sizes' | 'verify';

/** One of several; `index` counts from 0. */
interface Place {
  readonly index: number;
  readonly total: number;
}

/** One of them, with its name as `type`. */
export type Event = {
  [Type in keyof Events]: { readonly type: Type } & Readonly<Events[Type]>;
}[keyof Events];

/** A sink must not throw; it is free to handle an event in any way. */
export type EventSink = (event: Event) => void;
