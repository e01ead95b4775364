import type { Environment } from '../host/environment.js';
import { openByteSource } from '../host/files/byte-source.js';
import type { FoundCommand } from '../host/process/find-command.js';
import type { Target } from '../model/target.js';
import { libcOfProgram } from '../target/libc.js';
import { libcOfCompiler } from './compiler-libc.js';

/**
 * Finds the C library of a program that was just built. A program that carries its own C library has it from its C
 * compiler.
 */
export async function findLibc(
  file: string,
  target: Target,
  compiler: FoundCommand,
  env: Environment,
  signal: AbortSignal | undefined,
): Promise<string> {
  const source = openByteSource(file);
  try {
    const told = libcOfProgram(source);
    switch (told.kind) {
      case 'linked':
        return told.libc;
      case 'static':
        return await libcOfCompiler(compiler, env, signal);
      case 'other-format':
        return target.libc;
    }
  } finally {
    source.close();
  }
}
