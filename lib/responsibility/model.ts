import type { AttestationState } from '@/lib/service-provider/model';

/** Who meets a requirement where a service provider takes part (12.8.5). No zod here: client components import this file. */
export const responsibilities = ['ENTITY', 'TPSP', 'SHARED'] as const;
export type Responsibility = (typeof responsibilities)[number];

export const responsibilityNames: Record<Responsibility, string> = {
  ENTITY: 'Us',
  TPSP: 'Provider',
  SHARED: 'Shared',
};

/** What stands where nothing was said, or where it was taken back. */
export const notSaidName = 'Not said yet';

/** Longest note on where it is agreed. */
export const maxAgreedIn = 500;

/** So many requirements at once at most: more than a version of the standard has. */
export const maxAtOnce = 400;

/** What was said of one requirement; version 0: nothing was ever said. */
export type Said = { responsibility: Responsibility | null; agreedIn: string; version: number };

export const nothingSaid: Said = { responsibility: null, agreedIn: '', version: 0 };

/** A start from known facts, shown with its reason and never stored unseen. */
export type Suggestion = { responsibility: Responsibility; reason: string };

type ProviderPart = Said & {
  serviceProviderId: string;
  name: string;
  attestationOn: string | null;
  attestationValidUntil: string | null;
  attestationState: AttestationState;
  suggestion: Suggestion | null;
};

/** The parts that the providers of one assessment take in one requirement, by the providers' names. */
export type ResponsibilityPanelView = {
  providers: ProviderPart[];
  /** With what beside the answers it was read, see SeenRequirement of lib/review. */
  grounds: string;
  mayChange: boolean;
};

export type ResponsibilityLine = Said & {
  requirementNumber: string;
  title: string;
  /** Whether an open assessment of the provider's integrations asks it. */
  isAsked: boolean;
  suggestion: Suggestion | null;
};

/** One provider's list over the whole standard, in its order. */
export type ResponsibilityListView = {
  serviceProviderId: string;
  name: string;
  isArchived: boolean;
  attestationOn: string | null;
  attestationValidUntil: string | null;
  attestationState: AttestationState;
  lines: ResponsibilityLine[];
};

export type ResponsibilityProgress = { said: number; asked: number };
