import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import { writeToStream } from '../report/write.js';
import { standardInput, standardOutput } from './terminal.js';

/** Answers that are no report. */
export const print = (answer: string): Promise<void> => writeToStream(standardOutput(), answer);

/** All of standard input. Whoever writes there may take their time, or never end: `signal` does. */
export const readStandardInput = (signal: AbortSignal): Promise<string> =>
  text(addAbortSignal(signal, standardInput()));
