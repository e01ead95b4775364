/** One thing in the cache that can be removed by itself. */
export interface StoredItem {
  readonly kind: 'toolchain' | 'builds';
  /** `go1.23.0.linux-amd64`, or `go1.23.0-0f1e2d3c` for built programs. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Milliseconds since 1970. */
  readonly lastUsedMs: number;
  readonly inUse: boolean;
}
