/** Register 0 reads as zero and discards what is written to it: by the processor, or by Go's convention (ppc64). */
import type { Operand, Register } from '../machine/micro-op.js';
import { discarded } from '../machine/registers.js';
import { constant } from './steps.js';

export const source = (register: Register): Operand => (register === 0 ? constant(0) : register);
export const target = (register: Register): Register => (register === 0 ? discarded : register);
