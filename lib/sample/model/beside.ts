import type { AcceptRiskInput } from '@/lib/accepted-risk/schema';
import type { Responsibility } from '@/lib/responsibility/model';
import { officer, type ProviderKey } from './company';

type SaidOfProvider = {
  provider: ProviderKey;
  responsibility: Responsibility;
  requirementNumbers: readonly string[];
  agreedIn: string;
};

/** Who meets what where a provider takes part (12.8.5); the rest is still to be said. */
export const sampleResponsibilities: readonly SaidOfProvider[] = [
  {
    provider: 'host',
    responsibility: 'TPSP',
    requirementNumbers: ['9.2.1', '9.3.1'],
    agreedIn: 'Hosting contract, annex C: the computer centre',
  },
  {
    provider: 'host',
    responsibility: 'SHARED',
    requirementNumbers: ['6.3.3', '10.3.4'],
    agreedIn: 'Hosting contract, annex C: they the system, we the application',
  },
  {
    provider: 'host',
    responsibility: 'ENTITY',
    requirementNumbers: ['8.3.6', '12.10.1'],
    agreedIn: 'Hosting contract, annex C',
  },
];

/** One gap whose risk the management bears until it is closed. It stays a gap. */
export function sampleAcceptedRisk(day: (distance: number) => string): {
  requirementNumber: string;
  input: AcceptRiskInput;
} {
  return {
    requirementNumber: '10.3.4',
    input: {
      row: null,
      risk: 'Until the file comparison covers the log folders, a changed log line would be noticed in the weekly look only.',
      reason:
        'The comparison is bought and goes live with the next release; reading the logs daily by hand would bind one person.',
      acceptedByName: officer.name,
      acceptedByRole: officer.title,
      acceptedOn: day(-12),
      reviewOn: day(78),
    },
  };
}
