/** The bug that this tool is about. */
export const bug = 'golang/go#72870';
