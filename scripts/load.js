/**
 * Loads a compiled module of this project. By address and not by name, so that type checks need no build; say what it is
 * with `typeof import('../src/NAME.ts')`, or `….EXPORT` where nothing but a script uses it: the dead-code check reads that.
 *
 * @param {string} name path below src, without extension
 * @returns {Promise<any>}
 */
export const load = (name) => import(new URL(`../dist/modules/${name}.js`, import.meta.url).href);
