import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import { writeToStream } from '../../report/saved/write.js';
import { standardInput, standardOutput } from './terminal.js';

/** Prints text for another program verbatim: the caller has ensured that nothing in it is a command. */
export const printExactly = (text: string): Promise<void> => writeToStream(standardOutput(), text);

/** Reads all of standard input. Its writer may take time, or never end: `signal` ends the wait. */
export const readStandardInput = (signal: AbortSignal): Promise<string> =>
  text(addAbortSignal(signal, standardInput()));
