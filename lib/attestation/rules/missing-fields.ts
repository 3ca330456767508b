import { neededToAttest } from '@/lib/legal-entity/rules';
import { type AttestationForm, type FormPart, isWholeNumber } from '../model/form';
import type { AttestationSources } from '../model/sources';
import { justifyApproach } from './effective-form';
import type { DerivedResult } from './outcome';

/** A field without which the part is not complete. `field` is the form field's name, "locations.0.count" in a list. */
export type MissingField = { field: string; words: string };

type Context = { sources: AttestationSources; result: DerivedResult; form: AttestationForm };
type Check<P extends FormPart> = (part: NonNullable<AttestationForm[P]>, context: Context) => MissingField[];

/** What a part lacks. A part that the questionnaire does not have lacks nothing. */
export function missingFields(part: FormPart, context: Context): MissingField[] {
  const values = context.form[part];
  if (values === null) return [];
  const check = checks[part] as (values: unknown, context: Context) => MissingField[];
  return check(values, context);
}

const checks: { [P in FormPart]: Check<P> } = {
  // Trading name, region, postal code and website are left out where there is none.
  entity: (part) => texts(part, { companyName: 'company name', ...neededToAttest }),
  assessor: (part) => [
    ...open(part, { isaInvolved: 'internal assessor (ISA), yes or no' }),
    ...when(part.isaInvolved, texts(part, { isaNames: 'names of the internal assessors' })),
    ...open(part, { qsaInvolved: 'qualified assessor (QSA), yes or no' }),
    ...when(
      part.qsaInvolved,
      texts(part, {
        qsaCompany: 'QSA company',
        qsaAddress: 'QSA company’s address',
        qsaLeadName: 'lead QSA’s name',
        qsaLeadPhone: 'lead QSA’s phone',
        qsaLeadEmail: 'lead QSA’s e-mail',
        qsaCertificateNumber: 'lead QSA’s certificate number',
      }),
    ),
  ],
  channels: (part) => [
    ...open(part, { channelsExcluded: 'channels left out, yes or no' }),
    ...when(
      part.channelsExcluded,
      list('excluded', part.excluded, 'channel that is left out', excludedChannel),
    ),
  ],
  services: (part) => [
    ...list('included', part.included, 'service that was assessed', (row) =>
      texts(row, { name: 'name of the service', category: 'kind of the service' }),
    ),
    ...open(part, { servicesExcluded: 'services left out, yes or no' }),
    ...when(
      part.servicesExcluded,
      list('excluded', part.excluded, 'service that is left out', (row) =>
        texts(row, { name: 'name of the service', category: 'kind of the service', reason: 'reason' }),
      ),
    ),
  ],
  cardRole: (part) =>
    list('channels', part.channels, 'channel', (row) => texts(row, { description: 'description' })),
  providerRole: (part) =>
    texts(part, {
      accountData: 'how account data is handled',
      customerSecurity: 'how customers’ security can be affected',
      affectingComponents: 'components that could affect it',
    }),
  environment: (part) => [
    ...texts(part, {
      connections: 'connections in and out',
      criticalComponents: 'critical components',
      affectingComponents: 'components that could affect security',
    }),
    ...open(part, { segmentationUsed: 'segmentation, yes or no' }),
  ],
  locations: (part) =>
    list('locations', part.locations, 'location', (row) => [
      ...texts(row, { facilityType: 'kind of facility' }),
      ...placeCount(row.count),
      ...texts(row, { cityAndCountry: 'city and country' }),
    ]),
  products: (part) => [
    ...open(part, { productsUsed: 'listed products, yes or no' }),
    ...when(
      part.productsUsed,
      list('products', part.products, 'listed product', (row) =>
        texts(row, {
          name: 'name',
          standard: 'standard',
          listingReference: 'listing reference',
          expiresOn: 'expiry date',
        }),
      ),
    ),
  ],
  p2peSolution: (part) =>
    texts(part, {
      solutionProvider: 'solution provider',
      solutionName: 'solution',
      listingReference: 'listing reference',
      devices: 'devices',
      reassessmentOn: 'reassessment date',
    }),
  spocSolution: (part) =>
    texts(part, {
      solutionProvider: 'solution provider',
      solutionName: 'solution',
      listingReference: 'listing reference',
      devices: 'devices',
      reevaluationOn: 're-evaluation date',
      annualCheckpointOn: 'annual checkpoint date',
    }),
  providers: (part) => {
    const answers = [part.handleAccountData, part.manageInScope, part.couldAffectSecurity];
    return [
      ...open(part, {
        handleAccountData: 'providers that handle account data, yes or no',
        manageInScope: 'providers that manage components, yes or no',
        couldAffectSecurity: 'providers that could affect security, yes or no',
      }),
      ...when(
        answers.includes(true),
        list('providers', part.providers, 'provider', (row) =>
          texts(row, { name: 'name', service: 'what the provider does' }),
        ),
      ),
    ];
  },
  approach: (part, { sources }) =>
    // Only where something is Not Applicable or Not Tested is there anything to justify.
    justifyApproach(sources) === ''
      ? []
      : part.services.flatMap((row, index) =>
          texts(row, { justification: 'justification' }, `services.${index}`),
        ),
  eligibility: (part, { sources }) =>
    part.criteria.flatMap((row, index) => {
      if (row.answer !== null) return [];
      const place =
        sources.questionnaire.eligibility.findIndex((one) => one.criterionId === row.criterionId) + 1;
      return [{ field: `criteria.${index}.answer`, words: `criterion ${place}` }];
    }),
  completion: (part) => [
    ...texts(part, { completedOn: 'completion date' }),
    ...open(part, { legalConstraint: 'legal constraint, yes or no' }),
  ],
  result: (part, { result }) =>
    result.outcome === 'NON_COMPLIANT'
      ? [
          ...texts(part, { targetOn: 'target date' }),
          ...open(part, { planRequested: 'action plan asked for, yes or no' }),
        ]
      : [],
  officer: (part) => texts(part, { name: 'officer’s name', title: 'officer’s title' }),
  qsa: (part) => [
    ...open(part, { involved: 'QSA involved, yes or no' }),
    ...when(part.involved, [
      ...help(part),
      ...texts(part, {
        leadName: 'lead QSA’s name',
        officerName: 'name of the QSA company’s officer',
        company: 'QSA company',
      }),
    ]),
  ],
  isa: (part) => [...open(part, { involved: 'ISA involved, yes or no' }), ...when(part.involved, help(part))],
  plan: (part) =>
    part.items.flatMap((row, index) =>
      texts(
        row,
        {
          targetOn: `date for Requirement ${row.principalNumber}`,
          actions: `actions for Requirement ${row.principalNumber}`,
        },
        `items.${index}`,
      ),
    ),
};

function texts<R extends object>(
  row: R,
  fields: { [K in keyof R & string]?: string },
  prefix?: string,
): MissingField[] {
  return (Object.entries(fields) as [keyof R & string, string][]).flatMap(([field, words]) => {
    const value = row[field];
    const isEmpty = value === null || (typeof value === 'string' && value.trim() === '');
    return isEmpty ? [{ field: prefix ? `${prefix}.${field}` : field, words }] : [];
  });
}

const open = texts;

function when(holds: boolean | null, missing: MissingField[]): MissingField[] {
  return holds === true ? missing : [];
}

function list<R extends object>(
  name: string,
  rows: readonly R[],
  what: string,
  check: (row: R) => MissingField[],
): MissingField[] {
  if (rows.length === 0) return [{ field: name, words: `at least one ${what}` }];
  return rows.flatMap((row, index) =>
    check(row).map(({ field, words }) => ({
      field: `${name}.${index}.${field}`,
      words: `${words} in row ${index + 1}`,
    })),
  );
}

function excludedChannel(row: {
  channel: string | null;
  description: string;
  reason: string;
}): MissingField[] {
  const named = row.channel !== null || row.description.trim() !== '';
  return [...(named ? [] : [{ field: 'channel', words: 'channel' }]), ...texts(row, { reason: 'reason' })];
}

/** A form of an earlier version may hold "-3". */
function placeCount(count: string): MissingField[] {
  if (count.trim() === '') return [{ field: 'count', words: 'number' }];
  return isWholeNumber(count) ? [] : [{ field: 'count', words: 'whole number' }];
}

function help(part: {
  performedTesting: boolean;
  otherHelp: boolean;
  otherHelpDescription: string;
}): MissingField[] {
  if (!part.performedTesting && !part.otherHelp) {
    return [{ field: 'performedTesting', words: 'what the assessor did' }];
  }
  return part.otherHelp ? texts(part, { otherHelpDescription: 'description of the other help' }) : [];
}
