/**
 * Short keys for ids in question names: the shortest end of each id, from six characters on, that no other id shares.
 * The end of a UUIDv7 is random, so a key stays the same while integrations come and go.
 */
export function shortKeys(ids: readonly string[]): Map<string, string> {
  const bare = ids.map((id) => id.replaceAll('-', '').toLowerCase());
  return new Map(
    ids.map((id, index) => {
      const own = bare[index] ?? '';
      let length = 6;
      const isShared = () => bare.some((other, at) => at !== index && other.endsWith(own.slice(-length)));
      while (length < own.length && isShared()) length += 2;
      return [id, own.slice(-length)];
    }),
  );
}
