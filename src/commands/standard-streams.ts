import { text } from 'node:stream/consumers';
import { writeToStream } from '../report/write.js';
import { standardInput, standardOutput } from './terminal.js';

/** Answers that are no report. */
export const print = (answer: string): Promise<void> => writeToStream(standardOutput(), answer);

/** All of standard input. */
export const readStandardInput = (): Promise<string> => text(standardInput());
