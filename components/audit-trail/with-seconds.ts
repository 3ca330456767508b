import { formatInstant } from '@/lib/platform/format';

/** "24 Nov 2026, 14:02:11": a log needs the second, which is the same in every time zone. */
export function withSeconds(at: Date, timeZone: string): string {
  return `${formatInstant(at, timeZone)}:${String(at.getUTCSeconds()).padStart(2, '0')}`;
}
