import type { StaticVerdict } from './verdict.js';

/** The facts about one release that are known without running it. */
export type ScannedRelease =
  | {
      readonly kind: 'judged';
      /** Go's spelling, `go1.23.8`. */
      readonly release: string;
      readonly verdict: StaticVerdict;
      /** One sentence for people. */
      readonly detail: string;
      /** Line of the decisive store in src/runtime/cgocall.go. */
      readonly line: number | null;
      /** SHA-256 of the decisive source, without comments and spacing; equal hashes mean the same code. */
      readonly sourceHash: string | null;
      /** Bytes received over the network for this answer; 0 from a cache or a disk. */
      readonly bytesRead: number;
      readonly from: 'remote' | 'installed' | 'cache';
      /** Platform of the proxy's zip that was read, now or when it was cached, `linux-amd64`; null for an installed copy. */
      readonly platform: string | null;
      /** True if the checksum database vouches for the files that were read. */
      readonly verified: boolean;
    }
  | {
      readonly kind: 'skipped';
      readonly release: string;
      /** `not served by the proxy (403)`. */
      readonly reason: string;
      /** The proxy said that it does not serve it; it may still do so for the go command, with other credentials. */
      readonly refused: boolean;
      /** Nothing was learnt about the release, because its proxy could not be reached. */
      readonly unreachable?: true;
    };
