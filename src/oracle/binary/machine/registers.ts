/** The registers that every decoder has besides the general ones of its processor, which are numbered from 0. */
import type { Register } from './micro-op.js';

/** For steps inside one instruction, with the numbers behind it. */
export const scratch: Register = 48;
/** The segment or system register that thread-local data hangs on. */
export const threadLocal: Register = 50;
/** Never written, so never known: the source of values that are lost. */
export const lostValue: Register = 52;
/** Never read: the destination of results that an instruction discards. */
export const discarded: Register = 53;
/** Plus a field's number where an architecture has several. */
export const flags: Register = 56;
export const registerCount = 72;
