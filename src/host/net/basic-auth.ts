/** The value of an (Proxy-)Authorization header, RFC 7617. */
export const encodeBasic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** The same for the user and password in `url`; null when there is no user. */
export function basicAuthorization(url: URL): string | null {
  return url.username === '' ? null : encodeBasic(decoded(url.username), decoded(url.password));
}

/** A text of an address as it is meant; one with a stray `%` is taken literally. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
