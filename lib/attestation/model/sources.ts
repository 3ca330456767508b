import type { RegisterState } from '@/lib/assessment/model';
import type { QuestionnaireId } from '@/lib/catalogue/model';
import type { Channel, IntegrationMethod } from '@/lib/integration/model';
import type { AnalysisFact } from '@/lib/risk-analysis/model';
import type { AttestationDraft } from './form';
import type { AttestationContent, SnapshotResponsibilities } from './snapshot';

/** A provider behind the assessed integrations, with the three facts that part 2f asks for. */
export type SourceProvider = {
  id: string;
  name: string;
  services: string;
  handlesAccountData: boolean;
  managesInScope: boolean;
  couldAffectSecurity: boolean;
  attestationValidUntil: string | null;
};

/** An integration in use of the assessed entity, covered here or not, and the assessments in force that cover it. */
export type EntityIntegration = {
  id: string;
  name: string;
  channels: readonly Channel[];
  assessments: { name: string; questionnaire: string; channels: readonly Channel[] }[];
};

/**
 * What the registers, the answers and earlier attestations say when the document is drawn up. Read in one transaction;
 * everything that follows from it (result, problems, carried-over values, the document) is computed by pure rules.
 */
export type AttestationSources = Pick<
  AttestationContent,
  'organization' | 'standard' | 'decision' | 'requirements' | 'evidence' | 'previous'
> & {
  /** On what answers rest whose frequency the entity sets (12.3.1), as it stands today. */
  riskAnalyses: readonly AnalysisFact[];
  /** Who meets what where a provider takes part (12.8.5): only what was said. */
  responsibilities: readonly SnapshotResponsibilities[];
  /** Whether the organization asks for a fix plan on Not in Place. */
  asksPlan: boolean;
  /** Day in the organization's time zone. */
  today: string;
  legalEntity: AttestationContent['legalEntity'] & {
    street: string;
    city: string;
    postalCode: string;
    region: string;
    website: string;
    contactName: string;
    contactTitle: string;
    contactPhone: string;
    contactEmail: string;
  };
  questionnaire: Omit<AttestationContent['questionnaire'], 'questionnaireId'> & {
    questionnaireId: QuestionnaireId;
  };
  assessment: Omit<AttestationContent['assessment'], 'channels' | 'integrations'> & {
    channels: readonly Channel[];
    integrations: (Omit<AttestationContent['assessment']['integrations'][number], 'method'> & {
      method: IntegrationMethod;
    })[];
  };
  /** What the register says differently since the questionnaire was chosen. */
  register: RegisterState;
  entityIntegrations: readonly EntityIntegration[];
  /** Principal requirements and appendices of the questionnaire, in order. */
  principals: readonly { number: string; title: string }[];
  providers: readonly SourceProvider[];
  /** Requirements whose answers nobody has reviewed as they stand. */
  unreviewed: readonly string[];
  /** Requirements that rest on an answer of another assessment which was changed since. */
  unconfirmed: readonly string[];
  /** Criteria as the questionnaire picker concluded them; empty when it was not used. */
  pickerCriteria: Readonly<Record<string, 'YES' | 'NOT_CONCERNED'>>;
  /** The form of the latest signed attestation of the same legal entity, or of the one that this one corrects. */
  /** CORRECTED: this one corrects it. SAME: it covers the same payments. OTHER: only people and company are the same. */
  last: { form: AttestationDraft; assessmentName: string; relation: 'CORRECTED' | 'SAME' | 'OTHER' } | null;
};
