import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import { writeToStream } from '../../report/saved/write.js';
import { standardInput, standardOutput } from './terminal.js';

/** Text for another program, to the letter: whoever calls this has seen to it that nothing in it is a command. */
export const printExactly = (text: string): Promise<void> => writeToStream(standardOutput(), text);

/** All of standard input. Whoever writes there may take their time, or never end: `signal` does. */
export const readStandardInput = (signal: AbortSignal): Promise<string> =>
  text(addAbortSignal(signal, standardInput()));
