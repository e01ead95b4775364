import type { RenderOptions } from '../../src/report/page/draw-blocks.js';

/** A pipe: 80 columns and no colour. */
export const plainRendering: RenderOptions = { width: 80, colour: 0, verbose: false };
