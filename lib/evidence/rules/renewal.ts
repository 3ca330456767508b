import { daysBetween } from '@/lib/platform/clock';
import { endsSoonDays } from '../model';
import { type RenewalStage, renewalSoonDays } from '../model/renewal';

/** For which stage it is time today; null while there is more time than that. The last valid day itself still counts. */
export function renewalStage(validUntil: string, today: string): RenewalStage | null {
  const days = daysBetween(today, validUntil);
  if (days < 0) return 'ENDED';
  if (days <= renewalSoonDays) return 'IN_7_DAYS';
  return days <= endsSoonDays ? 'IN_30_DAYS' : null;
}

/** "ended on 3 Nov 2026", "ends today", "ends on 3 Dec 2026, in 4 days". */
export function endInWords(day: string, days: number): string {
  if (days < 0) return `ended on ${day}`;
  if (days === 0) return 'ends today';
  return `ends on ${day}, ${days === 1 ? 'tomorrow' : `in ${days} days`}`;
}
