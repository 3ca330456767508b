import { addressText } from '@/lib/platform/parse';

/** An address as a log may keep it: without the token of a link, which is a key. */
export function shownAddress(address: string): string {
  return addressText(address, 4_000)
    .replace(/(\/(?:requested|sign|invitation|new-password)\/)[^/?#\s]+/g, '$1…')
    .slice(0, 300);
}
