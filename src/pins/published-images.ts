/**
 * Which variants of the official golang image exist for the releases an edit may name. An edit that would name an image
 * that was never published breaks the build, so what is not listed is not certain.
 * Source: the folders of https://github.com/docker-library/golang when go1.23.8 and go1.24.2 came out (April 2025).
 */
const april2025 = [
  '',
  'bookworm',
  'bullseye',
  'alpine',
  'alpine3.20',
  'alpine3.21',
  'windowsservercore',
  'windowsservercore-ltsc2022',
  'windowsservercore-ltsc2025',
  'nanoserver',
  'nanoserver-ltsc2022',
  'nanoserver-ltsc2025',
];
const published: ReadonlyMap<string, readonly string[]> = new Map([
  ['go1.23.8', april2025],
  ['go1.24.2', april2025],
]);

export function isPublishedImage(release: string, variant: string): boolean {
  return published.get(release)?.includes(variant) ?? variant === '';
}
