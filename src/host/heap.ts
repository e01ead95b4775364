import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's heap for new objects at its first size. It would double it again and again where very many short texts are
 * read: a folder of 10,000 files took 178 MB of memory with 18 MB in use, and takes 135 MB so, in 5 % more time. V8 reads
 * this setting whenever it is about to enlarge that heap, so that it may be changed while it runs.
 */
export const keepHeapSmall = (): void => setFlagsFromString('--semi-space-growth-factor=1');
