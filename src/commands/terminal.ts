/**
 * The process's own streams and environment. What a command does with them it is told to by the user's options, so it
 * asks here and nowhere else; functions, because merely touching a stream of Node's opens it.
 */
export const standardOutput = (): NodeJS.WriteStream => process.stdout;
export const standardError = (): NodeJS.WriteStream => process.stderr;
export const environmentVariables = (): NodeJS.ProcessEnv => process.env;
export const standardInput = (): NodeJS.ReadStream => process.stdin;
