import { text } from 'node:stream/consumers';
import { writeToStream } from '../report/write.js';

/** Answers that are no report. */
export const print = (answer: string): Promise<void> => writeToStream(process.stdout, answer);

/** All of standard input. */
export const readStandardInput = (): Promise<string> => text(process.stdin);
