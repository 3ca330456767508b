import {
  type AttestationDraft,
  type AttestationForm,
  attestationForm,
  type FormPart,
  formPartNames,
  formParts,
} from '../model/form';
import type { AttestationSources } from '../model/sources';
import { describeIntegration } from './integration-words';
import { leftOutRows } from './left-out';
import { gapsByPrincipal, planFromAnswers } from './plan';

/** Where a proposed value comes from; shown beside the field until a person confirms the part. */
export const carrySources = {
  LEGAL_ENTITY: 'from the legal entity',
  ASSESSMENT: 'from this assessment',
  INTEGRATIONS: 'from the integrations',
  PROVIDERS: 'from the provider register',
  PICKER: 'from the questionnaire picker',
  ANSWERS: 'from the answers',
  ACQUIRERS: 'from the acquirer',
  FORM: 'from part 1b',
  LAST: 'from the last attestation',
} as const;
export type CarrySource = keyof typeof carrySources;

/** Part → field → origin of its proposed value. A field without an origin has no proposal. */
export type Origins = { [P in FormPart]?: Partial<Record<string, CarrySource>> };

type Proposal = Partial<{ [P in FormPart]: Record<string, [unknown, CarrySource]> }>;

const entityFields = [
  'tradingName',
  'street',
  'city',
  'postalCode',
  'region',
  'country',
  'website',
  'contactName',
  'contactTitle',
  'contactPhone',
  'contactEmail',
] as const;

/**
 * Values for every part from what is known already. They are proposals: a part counts only when a person has looked at
 * it and saved it. Registers go before last year's words; criteria and involvement of assessors are facts of this year
 * and are never taken from last year.
 */
export function carryOver(
  sources: AttestationSources,
  draft: AttestationDraft,
): { form: AttestationForm; origins: Origins } {
  const proposal: Proposal = {};
  const propose = (part: FormPart, field: string, value: unknown, origin: CarrySource) => {
    if (value === undefined || value === null || value === '') return;
    if (Array.isArray(value) && value.length === 0) return;
    const fields = proposal[part] ?? {};
    fields[field] = [value, origin];
    proposal[part] = fields;
  };
  proposeLast(sources, propose);
  proposeRegisters(sources, propose);
  proposeAnswers(sources, propose);
  proposeAssessors(draft, propose);

  const values: Record<string, unknown> = {};
  const origins: Origins = {};
  for (const part of formPartNames) {
    const fields = acceptable(part, proposal[part] ?? {});
    values[part] = Object.fromEntries(fields.map(([field, [value]]) => [field, value]));
    origins[part] = Object.fromEntries(fields.map(([field, [, origin]]) => [field, origin]));
  }
  return { form: attestationForm.parse(values), origins };
}

/** A register may hold more than a field of the form takes: such a value is not proposed, the person writes it. */
function acceptable(part: FormPart, fields: Record<string, [unknown, CarrySource]>) {
  const values = Object.fromEntries(Object.entries(fields).map(([field, [value]]) => [field, value]));
  const parsed = formParts[part].safeParse(values);
  const refused = new Set(parsed.success ? [] : parsed.error.issues.map((issue) => String(issue.path[0])));
  return Object.entries(fields).filter(([field]) => !refused.has(field));
}

type Propose = (part: FormPart, field: string, value: unknown, origin: CarrySource) => void;

/** Parts that describe lasting circumstances. */
const lastingParts = [
  'assessor',
  'services',
  'providerRole',
  'environment',
  'locations',
  'products',
  'p2peSolution',
  'spocSolution',
  'providers',
  'officer',
] as const;

/** A correction says again what it does not correct: only dates and the result are asked anew. */
const correctedParts = [...lastingParts, 'entity', 'eligibility', 'qsa', 'isa', 'approach'] as const;

/** An attestation of other payments (the call centre's, for the web shop) tells only who answers for the company. */
const partsTold = {
  CORRECTED: correctedParts,
  SAME: lastingParts,
  OTHER: ['assessor', 'officer'],
} as const satisfies Record<string, readonly FormPart[]>;

function proposeLast({ last, assessment }: AttestationSources, propose: Propose): void {
  if (!last) return;
  for (const part of partsTold[last.relation]) {
    for (const [field, value] of Object.entries(last.form[part] ?? {})) propose(part, field, value, 'LAST');
  }
  if (last.relation === 'OTHER') return;
  propose('channels', 'channelsExcluded', last.form.channels?.channelsExcluded, 'LAST');
  propose('channels', 'excluded', last.form.channels?.excluded, 'LAST');
  const covered = last.form.cardRole?.channels.filter((row) => assessment.channels.includes(row.channel));
  propose('cardRole', 'channels', covered, 'LAST');
}

function proposeRegisters(sources: AttestationSources, propose: Propose): void {
  const { legalEntity, assessment, providers, pickerCriteria, last } = sources;
  propose('entity', 'companyName', legalEntity.name, 'LEGAL_ENTITY');
  for (const field of entityFields) propose('entity', field, legalEntity[field], 'LEGAL_ENTITY');

  propose('channels', 'eCommerce', assessment.channels.includes('E_COMMERCE'), 'ASSESSMENT');
  propose('channels', 'moto', assessment.channels.includes('MOTO'), 'ASSESSMENT');
  propose('channels', 'cardPresent', assessment.channels.includes('CARD_PRESENT'), 'ASSESSMENT');

  proposeLeftOut(sources, propose);
  if (!last || last.relation === 'OTHER') proposeIntegrations(sources, propose);

  if (providers.length > 0) {
    const any = (holds: (provider: (typeof providers)[number]) => boolean) => providers.some(holds);
    propose(
      'providers',
      'handleAccountData',
      any((p) => p.handlesAccountData),
      'PROVIDERS',
    );
    propose(
      'providers',
      'manageInScope',
      any((p) => p.managesInScope),
      'PROVIDERS',
    );
    propose(
      'providers',
      'couldAffectSecurity',
      any((p) => p.couldAffectSecurity),
      'PROVIDERS',
    );
    const list = providers.map(({ name, services }) => ({ name, service: services }));
    propose('providers', 'providers', list, 'PROVIDERS');
  }

  const criteria = Object.entries(pickerCriteria).map(([criterionId, answer]) => ({ criterionId, answer }));
  propose('eligibility', 'criteria', criteria, 'PICKER');

  if (assessment.acquirers.length > 0) {
    const wanted = assessment.acquirers.some((acquirer) => acquirer.wantsActionPlan);
    propose('result', 'planRequested', wanted, 'ACQUIRERS');
  }
}

/**
 * Other ways in which the entity takes cards are left out of this assessment, so part 2a has to name them. Last year's
 * rows are kept, for they have reasons; so is what a correction says again.
 */
function proposeLeftOut(sources: AttestationSources, propose: Propose): void {
  const { last } = sources;
  const said = last && last.relation !== 'OTHER' ? last.form.channels?.channelsExcluded : null;
  if (said === true || (last?.relation === 'CORRECTED' && said === false)) return;
  const rows = leftOutRows(sources);
  if (rows.length === 0) return;
  propose('channels', 'channelsExcluded', true, 'INTEGRATIONS');
  propose('channels', 'excluded', rows, 'INTEGRATIONS');
}

/** First words for the descriptions, from what the integrations say; replaced by last year's where there are any. */
function proposeIntegrations({ assessment }: AttestationSources, propose: Propose): void {
  const { integrations } = assessment;
  const roles = assessment.channels.map((channel) => ({
    channel,
    description: integrations
      .filter((integration) => integration.channels.includes(channel))
      .map(describeIntegration)
      .join('\n\n'),
  }));
  propose(
    'cardRole',
    'channels',
    roles.filter((row) => row.description !== ''),
    'INTEGRATIONS',
  );
  propose('providerRole', 'accountData', integrations.map(describeIntegration).join('\n\n'), 'INTEGRATIONS');
  const flows = integrations.filter((integration) => integration.dataFlow.trim() !== '');
  propose(
    'environment',
    'connections',
    flows.map((one) => `${one.name}: ${one.dataFlow.trim()}`).join('\n'),
    'INTEGRATIONS',
  );
  const components = integrations.flatMap((one) => [...one.sites, ...one.endpoints]);
  propose('environment', 'criticalComponents', [...new Set(components)].join('\n'), 'INTEGRATIONS');
}

function proposeAnswers(sources: AttestationSources, propose: Propose): void {
  const answers = sources.requirements.flatMap((requirement) => requirement.answers);
  const claimsLaw = answers.some((answer) => answer.finding === 'NOT_IN_PLACE' && answer.legalException);
  if (claimsLaw || answers.every((answer) => answer.finding !== null)) {
    propose('completion', 'legalConstraint', claimsLaw, 'ANSWERS');
  }
  const gaps = gapsByPrincipal(sources.requirements);
  const dates = [...gaps.values()].flatMap((rows) => rows.flatMap(({ answer }) => answer.planTargetOn ?? []));
  propose('result', 'targetOn', dates.sort().at(-1), 'ANSWERS');
  propose('plan', 'items', planFromAnswers(sources.requirements), 'ANSWERS');
}

/** Parts 3c and 3d follow part 1b once that is saved. */
function proposeAssessors({ assessor }: AttestationDraft, propose: Propose): void {
  if (!assessor) return;
  propose('qsa', 'involved', assessor.qsaInvolved, 'FORM');
  propose('qsa', 'company', assessor.qsaCompany, 'FORM');
  propose('qsa', 'leadName', assessor.qsaLeadName, 'FORM');
  propose('isa', 'involved', assessor.isaInvolved, 'FORM');
}
