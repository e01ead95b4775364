/**
 * The package, built with another table of bugs: bin, bundle and fixtures, in a folder of their own. The sources are those
 * of the product but for that one module.
 */
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';

const root = path.resolve(import.meta.dirname, '../..');

/**
 * Lays the package into `folder`.
 * @param table a module in the place of src/bugs/table.ts
 * @returns the bin, and the sources that went into the bundle, relative to the package
 */
export async function buildWithTable(
  folder: string,
  table: string,
): Promise<{ readonly bin: string; readonly sources: readonly string[] }> {
  const replaced = path.join(root, 'src/bugs/table.ts');
  const bundler = await rolldown({
    input: path.join(root, 'src/cli.ts'),
    platform: 'node',
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    plugins: [
      {
        name: 'other-table',
        async resolveId(specifier, importer, options) {
          const resolved = await this.resolve(specifier, importer, { ...options, skipSelf: true });
          return resolved?.id === replaced ? path.resolve(table) : resolved;
        },
      },
    ],
  });
  const { output } = await bundler.write({
    dir: path.join(folder, 'dist/bundle'),
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
  });
  await bundler.close();
  for (const part of ['bin', 'package.json', 'schema'])
    cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  mkdirSync(path.join(folder, 'go-fixtures'), { recursive: true });
  mkdirSync(path.join(folder, 'c-fixtures'), { recursive: true });
  const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
  return {
    bin: path.join(folder, 'bin/cgoprof-repro.js'),
    sources: modules
      .filter((id) => path.isAbsolute(id))
      .map((id) => path.relative(root, id).split(path.sep).join('/')),
  };
}
