import type { BugLink } from '../bug.js';

export const links: readonly BugLink[] = [
  { label: 'Issue', url: 'https://go.dev/issue/72870' },
  // The issue names it: since then, the thread of C keeps its M between callbacks.
  { label: 'CL 495855, which brought the flag', url: 'https://go.dev/cl/495855' },
  { label: 'CLs that name the issue', url: 'https://go-review.googlesource.com/q/message:72870' },
];
