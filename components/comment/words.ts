import { clockTime, shortTime } from '@/components/response/words';

/** "today 13:48", "18 Nov 16:20", "18 Nov 2025 16:20". */
export function commentTime(instant: string, timeZone: string, now: Date): string {
  const clock = clockTime(instant, timeZone);
  const short = shortTime(instant, timeZone, now);
  return `${short === clock ? 'today' : short} ${clock}`;
}
