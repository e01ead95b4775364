/**
 * The one error class for failures a person must act on. Anything else that is thrown is a bug of this tool.
 * `code` is stable and can be looked up with `cgoprof-repro explain CODE`.
 */
export type ErrorCode =
  | 'usage'
  | 'bad-spec'
  | 'unknown-release'
  | 'release-refused'
  | 'offline'
  | 'network'
  | 'no-go'
  | 'no-c-compiler'
  | 'bad-toolchain'
  | 'build-failed'
  | 'cache-unwritable'
  | 'disk-full'
  | 'bad-file'
  | 'interrupted'
  | 'environment';

export class ReproError extends Error {
  override readonly name = 'ReproError';
  readonly code: ErrorCode;
  /** The text to type or the thing to change next; printed under the message. May have several lines. */
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}
