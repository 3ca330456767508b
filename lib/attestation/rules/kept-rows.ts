import type { AttestationDraft } from '../model/form';

/** What the form of the questionnaire asks now, where another one asks something else. */
export type Asked = { criterionIds: readonly string[]; channels: readonly string[] };

/**
 * A part as it is saved, with the rows that its form does not ask now: criteria of the questionnaire before, the description
 * of a channel that is not covered any more. They are out of sight, and there again when the questionnaire changes back.
 */
export function withRowsOutOfSight<D extends AttestationDraft>(
  saved: D,
  before: AttestationDraft,
  asked: Asked,
): D {
  const criteria = before.eligibility?.criteria.filter(
    (row) => !asked.criterionIds.includes(row.criterionId),
  );
  const channels = before.cardRole?.channels.filter((row) => !asked.channels.includes(row.channel));
  return {
    ...saved,
    ...(saved.eligibility && {
      eligibility: { criteria: [...saved.eligibility.criteria, ...(criteria ?? [])] },
    }),
    ...(saved.cardRole && { cardRole: { channels: [...saved.cardRole.channels, ...(channels ?? [])] } }),
  };
}
