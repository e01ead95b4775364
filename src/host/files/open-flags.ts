/** The flags for reading files that may be anything. */
import { constants } from 'node:fs';

/** Without O_NONBLOCK, opening a FIFO waits for a writer. Windows has neither (the constants are missing there). */
export const readWithoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** The same flags, which also refuse a symbolic link. */
export const readNoLink = readWithoutWaiting | (constants.O_NOFOLLOW ?? 0);
