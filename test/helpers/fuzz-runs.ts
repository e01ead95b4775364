/** How often a property is tried: as often as is cheap, and forty times as often with `FUZZ=1`. */
export const fuzzRuns = (usual: number): number => (process.env['FUZZ'] === '1' ? 40 * usual : usual);
