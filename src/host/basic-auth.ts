/** Value of an (Proxy-)Authorization header for the user and password in `url`; null when there is no user. */
export function basicAuthorization(url: URL): string | null {
  if (url.username === '') return null;
  return `Basic ${Buffer.from(`${decode(url.username)}:${decode(url.password)}`).toString('base64')}`;
}

/** A password with a stray `%` is taken as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
