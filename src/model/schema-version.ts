/** The version of the saved report. It has a file of its own, because the schema itself takes time to load. */
export const schemaVersion = 1;
