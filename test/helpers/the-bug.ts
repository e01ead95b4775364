/** The bug that commands ask about, loaded. */
export { go72870 as theBug } from '../../src/bugs/go72870/bug.js';
