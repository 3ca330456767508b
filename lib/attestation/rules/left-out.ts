import type { AttestationSources, EntityIntegration } from '../model/sources';

type Sources = Pick<AttestationSources, 'assessment' | 'entityIntegrations'>;

/** Ways in which the entity takes cards that this assessment does not cover, each with its channels that are left out. */
export function leftOut({ assessment, entityIntegrations }: Sources): EntityIntegration[] {
  const covered = new Set(assessment.integrations.map(({ id }) => id));
  return entityIntegrations
    .map((one) => ({
      ...one,
      // Channels of one integration may be judged apart and belong to two assessments.
      channels: covered.has(one.id)
        ? one.channels.filter((channel) => !assessment.channels.includes(channel))
        : one.channels,
    }))
    .filter(({ channels }) => channels.length > 0);
}

/** Rows for part 2a: one per way and channel; why it is left out only where another assessment covers it. */
export function leftOutRows(sources: Sources) {
  return leftOut(sources).flatMap(({ name, channels, assessments }) =>
    channels.map((channel) => {
      const other = assessments.find((one) => one.channels.includes(channel));
      const reason = other ? `Assessed separately with ${other.questionnaire}: ${other.name}.` : '';
      return { channel, description: name, reason };
    }),
  );
}
