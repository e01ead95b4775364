/** Folders whose files are neither built from nor shipped. */

/**
 * The folders that the go command ignores, and the usual names of folders with data for tests and with others'
 * packages.
 */
const asideFolder = /^(?:_.*|test[-_]?data|(?:test[-_]?)?fixtures|__fixtures__|node_modules)$/i;

/** The folder that makes a file one from which nothing is built and that is not shipped; null for all others. */
export const asideIn = (file: string): string | null =>
  file
    .split('/')
    .slice(0, -1)
    .find((name) => asideFolder.test(name)) ?? null;
