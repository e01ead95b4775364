/** Reports of this tool name releases, and choose none. */

const beginnings = [
  /^\{\s{0,9}"schemaVersion": \d{1,9},\s{0,9}"kind": "[a-z]{1,20}",\s{0,9}"bug": "/,
  /^\{\s{0,9}"\$schema": "[^"]{1,200}",[^}]{0,200}"driver": \{\s{0,19}"name": "cgoprof-repro"/,
  /^<\?xml [^>]{0,80}>\s{0,9}<testsuites name="cgoprof-repro"/,
  /^\[\s{0,9}\{\s{0,9}"description": "[^"]{0,400}\([\w.-]{1,40}\/[\w.-]{1,40}#\d{1,7}\)/,
  /^[\w.-]{1,40}\/[\w.-]{1,40}#\d{1,7}: (?:gate|reproduction|static scan|releases and targets|boundaries|affected|fixed|not-applicable|inconclusive)/,
  // GitHub's annotations, a line each.
  /^::(?:error|warning|notice) [^\n]{1,400}\([\w.-]{1,40}\/[\w.-]{1,40}#\d{1,7}\)/,
];

/** Tells by its beginning if a file holds a report. Files that anything may read have other names. */
export function isOwnReport(path: string, text: string): boolean {
  if (!/\.(?:json|sarif|xml|txt|text|junit|gitlab|github)$/.test(path)) return false;
  const start = text.slice(0, 1000);
  return beginnings.some((beginning) => beginning.test(start));
}
