/** Of the saved report. On its own, because the schema itself takes time to load. */
export const schemaVersion = 1;
