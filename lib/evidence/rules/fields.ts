import type { CatalogueActivity } from '@/lib/catalogue/model';
import { longestDays, nextRegularDay } from '@/lib/catalogue/rules';
import { describeInterval } from '@/lib/catalogue/words';
import { formatDay } from '@/lib/platform/format';
import { ownValue } from '@/lib/platform/own-value';
import { confidentialities, confidentialityNames, type EvidenceCadence } from '../model/fields';

type Dates = {
  collectedOn: string | null;
  validUntil: string | null;
  coversFrom?: string | null | undefined;
  coversTo?: string | null | undefined;
};

/** Problem with the days of an item, at the field that is to be changed; null when they make sense. */
export function datesProblem(dates: Dates, today: string): { field: keyof Dates; message: string } | null {
  const { collectedOn, validUntil, coversFrom, coversTo } = dates;
  if (collectedOn && collectedOn > today) {
    return { field: 'collectedOn', message: 'This day is in the future. Enter the day it was collected.' };
  }
  if (collectedOn && validUntil && validUntil < collectedOn) {
    return { field: 'validUntil', message: 'This is before the day it was collected.' };
  }
  if (coversFrom && coversFrom > today) {
    return {
      field: 'coversFrom',
      message:
        'This day is in the future, so it proves nothing about it yet. Enter the first day that it is about.',
    };
  }
  if (coversFrom && coversTo && coversTo < coversFrom) {
    return {
      field: 'coversTo',
      message: 'This is before the first day that it covers. Enter the same day or a later one.',
    };
  }
  return null;
}

export function confidentialityName(code: string): string {
  return ownValue(confidentialityNames, code) ?? code;
}

/** The level of a stored row; what is not known any more is treated as the strictest. */
export function confidentialityOf(stored: string): (typeof confidentialities)[number] {
  return confidentialities.find((known) => known === stored) ?? 'CONFIDENTIAL';
}

/** "1 Jul 2026 to 30 Sep 2026", "from 1 Jul 2026", "to 30 Sep 2026", or empty. */
export function periodWords(coversFrom: string | null, coversTo: string | null): string {
  if (coversFrom && coversTo) {
    return coversFrom === coversTo
      ? formatDay(coversTo)
      : `${formatDay(coversFrom)} to ${formatDay(coversTo)}`;
  }
  if (coversFrom) return `from ${formatDay(coversFrom)}`;
  return coversTo ? `to ${formatDay(coversTo)}` : '';
}

/** Of these requirements the one that asks for new proof most often; null when none of them names an interval. */
export function shortestCadence(
  requirementNumbers: readonly string[],
  activities: readonly CatalogueActivity[],
): EvidenceCadence | null {
  let shortest: EvidenceCadence | null = null;
  for (const requirementNumber of requirementNumbers) {
    for (const { cadence, isActive, requirementNumbers: serves } of activities) {
      const { every, unit } = cadence;
      if (!isActive || every === null || unit === null || !serves.includes(requirementNumber)) continue;
      if (shortest === null || longestDays({ every, unit }) < longestDays(shortest)) {
        shortest = { requirementNumber, every, unit };
      }
    }
  }
  return shortest;
}

/**
 * Until when something is valid by the interval of its requirement, and why. Counted from the end of the period that it
 * covers, else from the day on which it was collected, else from today.
 */
export function proposedEnd(
  cadence: EvidenceCadence,
  days: { coversTo: string | null; collectedOn: string | null; today: string },
): { validUntil: string; reason: string } {
  const from = days.coversTo || days.collectedOn || days.today;
  const interval = describeInterval(cadence.every, cadence.unit).toLowerCase();
  return {
    validUntil: nextRegularDay(cadence, from),
    reason: `${cadence.requirementNumber} asks for it ${interval}`,
  };
}
