/** What a third party does for the organization: all that 12.8 asks to list, not payment providers only. */
export const serviceProviderKinds = [
  'GATEWAY',
  'ACQUIRER_PROCESSOR',
  'HOSTING',
  'CDN',
  'AGENCY',
  'CALL_CENTRE',
  'TAG_MANAGER',
  'SHREDDING',
  'SOFTWARE',
  'OTHER',
] as const;
export type ServiceProviderKind = (typeof serviceProviderKinds)[number];

export const serviceProviderKindNames: Record<ServiceProviderKind, string> = {
  GATEWAY: 'Payment gateway',
  ACQUIRER_PROCESSOR: 'Acquirer or processor',
  HOSTING: 'Hosting or cloud',
  CDN: 'Content delivery network',
  AGENCY: 'Web or marketing agency',
  CALL_CENTRE: 'Call centre',
  TAG_MANAGER: 'Tag manager or page script',
  SHREDDING: 'Shredding or archive',
  SOFTWARE: 'Software or support',
  OTHER: 'Other',
};

export const attestationStates = ['VALID', 'ENDS_SOON', 'ENDED', 'NONE'] as const;
export type AttestationState = (typeof attestationStates)[number];

/** The three questions of Part 2f of the attestation. */
export type Part2fAnswers = {
  handlesAccountData: boolean;
  managesInScope: boolean;
  couldAffectSecurity: boolean;
};

export type ServiceProviderListItem = Part2fAnswers & {
  serviceProviderId: string;
  name: string;
  kind: ServiceProviderKind;
  services: string;
  attestationState: AttestationState;
  attestationValidUntil: string | null;
  integrations: { id: string; name: string }[];
};

export type ServiceProviderView = Part2fAnswers & {
  serviceProviderId: string;
  name: string;
  kind: ServiceProviderKind;
  directoryId: string | null;
  services: string;
  attestationOn: string | null;
  attestationValidUntil: string | null;
  attestationState: AttestationState;
  /** From today to the last valid day; negative once it has ended. */
  daysLeft: number | null;
  website: string;
  contactName: string;
  contactEmail: string;
  notes: string;
  version: number;
  isArchived: boolean;
  integrations: { id: string; name: string }[];
};

export type ServiceProviderChoice = {
  id: string;
  name: string;
  kind: ServiceProviderKind;
  directoryId: string | null;
};

export type ServiceProviderCounts = { active: number; archived: number };

/** Where a usual questionnaire comes from: the provider names it, or it follows from the kind of method. */
type DirectoryBasis = 'PROVIDER_STATES' | 'DERIVED';

export type DirectoryMethod = {
  name: string;
  /** One of the integration methods; the integration domain checks it. */
  kind: string;
  /** A starting point, never a verdict; null: nothing may be suggested. */
  usualQuestionnaireId: string | null;
  basis: DirectoryBasis | null;
  note: string;
  doubt: string;
};

export type DirectoryProvider = {
  id: string;
  name: string;
  website: string;
  scope: 'CARDS' | 'WALLET' | 'PAY_LATER' | 'NOT_CARDS';
  note: string;
  methods: readonly DirectoryMethod[];
};
