/** How files that may be anything are opened for reading. */
import { constants } from 'node:fs';

/** Without O_NONBLOCK, opening a FIFO waits for a writer. Windows has neither (the constants are missing there). */
export const readWithoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** The same, and a symbolic link is refused. */
export const readNoLink = readWithoutWaiting | (constants.O_NOFOLLOW ?? 0);
