import type { AttestationState, DirectoryProvider } from '@/lib/service-provider/model';
import type { Responsibility, ResponsibilityLine, ResponsibilityProgress, Said, Suggestion } from './model';

/** Whether an answer rests on what the provider does, so that its attestation has to be valid (12.8.4). */
export function leansOnProvider(responsibility: Responsibility | null): boolean {
  return responsibility === 'TPSP' || responsibility === 'SHARED';
}

/** Whether a requirement leans on a provider whose attestation has ended. */
export function leansOnEnded(
  { responsibility }: Pick<Said, 'responsibility'>,
  attestationState: AttestationState,
): boolean {
  return attestationState === 'ENDED' && leansOnProvider(responsibility);
}

type Facts = {
  requirementNumber: string;
  /** How the integrations in use that name the provider take cards. */
  methods: readonly string[];
  directory: DirectoryProvider | null;
  /** What SAQ A asks. */
  leftToMerchant: ReadonlySet<string>;
};

/**
 * SAQ A asks what stays with a merchant whose card handling is the provider's. So, where the directory knows without a doubt
 * that every method in use goes with SAQ A, what it asks is suggested to be ours. Of anything else nothing is known: null.
 */
export function suggestResponsibility({
  requirementNumber,
  methods,
  directory,
  leftToMerchant,
}: Facts): Suggestion | null {
  if (!directory || methods.length === 0 || !leftToMerchant.has(requirementNumber)) return null;
  const goesWithA = (method: string) => {
    const known = directory.methods.filter(({ kind }) => kind === method);
    return (
      known.length > 0 &&
      known.every(({ usualQuestionnaireId, doubt }) => usualQuestionnaireId === 'A' && doubt === '')
    );
  };
  if (!methods.every(goesWithA)) return null;
  return {
    responsibility: 'ENTITY',
    reason: `SAQ A leaves it with the merchant, and what you use of ${directory.name} usually goes with SAQ A`,
  };
}

/** How many of the requirements that open assessments ask have been said. */
export function progressOf(
  lines: readonly Pick<ResponsibilityLine, 'isAsked' | 'responsibility'>[],
): ResponsibilityProgress {
  const asked = lines.filter(({ isAsked }) => isAsked);
  return { asked: asked.length, said: asked.filter(({ responsibility }) => responsibility !== null).length };
}
