import type { Cell, Evidence, Trial } from './report.js';

/**
 * Everything worth telling while work goes on. One stream, many sinks: the terminal's progress, JSON lines (`--events`),
 * the saved report. A stream stays meaningful with every `…-progress` event removed.
 */
export type Event =
  /** A SPEC was read; `note` says so if it was not one exact release. */
  | {
      readonly type: 'spec-resolved';
      readonly spec: string;
      readonly releases: readonly string[];
      readonly note?: string;
    }
  | {
      readonly type: 'toolchain-found';
      readonly subject: string;
      readonly origin: string;
      readonly goroot: string;
    }
  | { readonly type: 'install-started'; readonly release: string }
  /** Bytes on disk so far; `totalBytes` is null while unknown. */
  | {
      readonly type: 'install-progress';
      readonly release: string;
      readonly bytes: number;
      readonly totalBytes: number | null;
    }
  | { readonly type: 'install-finished'; readonly release: string; readonly durationMs: number }
  /** To stay within the size that was set. */
  | {
      readonly type: 'pruned';
      readonly kind: 'toolchain' | 'builds';
      readonly name: string;
      readonly bytes: number;
    }
  | { readonly type: 'build-started'; readonly subject: string; readonly target: string }
  | {
      readonly type: 'build-finished';
      readonly subject: string;
      readonly cached: boolean;
      readonly durationMs: number;
    }
  | { readonly type: 'evidence'; readonly subject: string; readonly evidence: Evidence }
  /** `expectedMs` is how long the probe may take on a fixed toolchain, an upper estimate. */
  | {
      readonly type: 'probe-started';
      readonly subject: string;
      readonly probe: string;
      readonly expectedMs: number;
    }
  | { readonly type: 'trial'; readonly subject: string; readonly trial: Trial }
  | {
      readonly type: 'cell-started';
      readonly subject: string;
      readonly index: number;
      readonly total: number;
    }
  | { readonly type: 'cell-finished'; readonly cell: Cell; readonly index: number; readonly total: number }
  | {
      readonly type: 'bisect-step';
      readonly line: string;
      readonly release: string;
      readonly left: number;
      readonly steps: number;
    }
  /** Something worth knowing that is not a reason to worry. */
  | { readonly type: 'note'; readonly message: string }
  /** A file of the user's was edited, as asked. */
  | { readonly type: 'file-changed'; readonly file: string; readonly edits: number }
  | { readonly type: 'warning'; readonly message: string };

/** A sink must not throw; it is free to handle an event in any way. */
export type EventSink = (event: Event) => void;
