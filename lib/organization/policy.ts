import type { Role } from '@/lib/access/model';
import { addDays } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';

export const reachExtents = ['ALL', 'CHOSEN'] as const;

export type ReachInput = {
  role: Role;
  extent?: (typeof reachExtents)[number];
  integrationIds?: readonly string[];
  accessUntil?: string | null;
};

/** What a membership lets its holder see beside the role. */
export type Reach = { chosenOnly: boolean; integrationIds: string[]; accessUntil: string | null };

/** The longest that an assessor from outside gets access for at once, in days. */
export const longestAccessDays = 366;

/**
 * What a form gives with a role. An assessor is from outside: until a day, for the whole organization or for chosen
 * integrations (7.2.2). `today` is the organization's day. Throws INVALID with the field that is missing.
 */
export function reachOf(input: ReachInput, today: string): Reach {
  if (input.role !== 'ASSESSOR') return { chosenOnly: false, integrationIds: [], accessUntil: null };
  const accessUntil = input.accessUntil ?? null;
  if (accessUntil === null || accessUntil < today || accessUntil > addDays(today, longestAccessDays)) {
    throw new AppError('INVALID', undefined, {
      accessUntil: ['Choose the last day of their access: from today on, within a year.'],
    });
  }
  if (input.extent !== 'CHOSEN') return { chosenOnly: false, integrationIds: [], accessUntil };
  const integrationIds = [...new Set(input.integrationIds ?? [])];
  if (integrationIds.length === 0) {
    throw new AppError('INVALID', undefined, { integrationIds: ['Choose at least one integration.'] });
  }
  return { chosenOnly: true, integrationIds, accessUntil };
}

/**
 * What a role brings that a provider gives and no administrator of ours: an assessor from outside sees nothing until
 * somebody chooses integrations for them; the other roles see what they always see.
 */
export function reachOfGivenRole(role: Role): Reach {
  return { chosenOnly: role === 'ASSESSOR', integrationIds: [], accessUntil: null };
}
