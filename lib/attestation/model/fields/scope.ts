import { channelNames, channels } from '@/lib/integration/model';
import type { FieldSpec } from './spec';

// Parts 1a to 2h, in our own words.

export const entityFields: readonly FieldSpec[] = [
  { kind: 'LINE', name: 'companyName', label: 'Company name' },
  { kind: 'LINE', name: 'tradingName', label: 'Trading as', optional: 'if it differs' },
  { kind: 'LINE', name: 'street', label: 'Street and number' },
  { kind: 'LINE', name: 'postalCode', label: 'Postal code', optional: 'where there is one' },
  { kind: 'LINE', name: 'city', label: 'City' },
  { kind: 'LINE', name: 'region', label: 'State or region', optional: 'where there is one' },
  { kind: 'LINE', name: 'country', label: 'Country' },
  { kind: 'LINE', name: 'website', label: 'Website', input: 'url', optional: 'if there is one' },
  { kind: 'LINE', name: 'contactName', label: 'Contact name' },
  { kind: 'LINE', name: 'contactTitle', label: 'Contact’s title' },
  { kind: 'LINE', name: 'contactPhone', label: 'Contact’s phone', input: 'tel' },
  { kind: 'LINE', name: 'contactEmail', label: 'Contact’s e-mail', input: 'email' },
];

export const assessorFields: readonly FieldSpec[] = [
  {
    kind: 'YES_NO',
    name: 'isaInvolved',
    label: 'Did an internal security assessor (ISA) take part?',
    hint: 'No prints “Not Applicable”.',
    whenYes: [
      { kind: 'TEXT', name: 'isaNames', label: 'Names of the internal assessors', hint: 'One a line.' },
    ],
  },
  {
    kind: 'YES_NO',
    name: 'qsaInvolved',
    label: 'Did a qualified security assessor (QSA) take part?',
    hint: 'No prints “Not Applicable”.',
    whenYes: [
      { kind: 'LINE', name: 'qsaCompany', label: 'QSA company' },
      { kind: 'TEXT', name: 'qsaAddress', label: 'Postal address' },
      { kind: 'LINE', name: 'qsaWebsite', label: 'Website', input: 'url', optional: 'if there is one' },
      { kind: 'LINE', name: 'qsaLeadName', label: 'Lead QSA' },
      { kind: 'LINE', name: 'qsaLeadPhone', label: 'Lead QSA’s phone', input: 'tel' },
      { kind: 'LINE', name: 'qsaLeadEmail', label: 'Lead QSA’s e-mail', input: 'email' },
      { kind: 'LINE', name: 'qsaCertificateNumber', label: 'Lead QSA’s certificate number' },
    ],
  },
];

const channelChoices = channels.map((value) => ({ value, label: channelNames[value] }));

export const channelFields: readonly FieldSpec[] = [
  {
    kind: 'YES_NO',
    name: 'channelsExcluded',
    label: 'Do you take cards in ways that this assessment leaves out?',
    hint: 'Also name those that another questionnaire covers.',
    whenYes: [
      {
        kind: 'ROWS',
        name: 'excluded',
        label: 'Left out',
        row: 'channel',
        columns: [
          { kind: 'CHOICE', name: 'channel', label: 'Channel', choices: channelChoices },
          { kind: 'LINE', name: 'description', label: 'Which one', optional: 'if one of several' },
          { kind: 'TEXT', name: 'reason', label: 'Why it is left out' },
        ],
      },
    ],
  },
];

const categoryChoices = [
  { value: 'HOSTING', label: 'Hosting' },
  { value: 'MANAGED_SERVICES', label: 'Managed services' },
  { value: 'PAYMENT_PROCESSING', label: 'Payment processing' },
  { value: 'OTHER', label: 'Something else' },
] as const;

export const serviceFields: readonly FieldSpec[] = [
  {
    kind: 'ROWS',
    name: 'included',
    label: 'Services that were assessed',
    row: 'service',
    columns: [
      { kind: 'LINE', name: 'name', label: 'Service' },
      { kind: 'CHOICE', name: 'category', label: 'Kind', choices: categoryChoices },
      {
        kind: 'LINE',
        name: 'type',
        label: 'More exactly',
        optional: 'optional: web hosting, gateway, fraud checks …',
      },
    ],
  },
  {
    kind: 'YES_NO',
    name: 'servicesExcluded',
    label: 'Do you provide services that this assessment leaves out?',
    whenYes: [
      {
        kind: 'ROWS',
        name: 'excluded',
        label: 'Left out',
        row: 'service',
        columns: [
          { kind: 'LINE', name: 'name', label: 'Service' },
          { kind: 'CHOICE', name: 'category', label: 'Kind', choices: categoryChoices },
          { kind: 'LINE', name: 'type', label: 'More exactly', optional: 'if needed' },
          { kind: 'TEXT', name: 'reason', label: 'Why it is left out' },
        ],
      },
    ],
  },
];

export const cardRoleFields: readonly FieldSpec[] = [
  {
    kind: 'GIVEN_ROWS',
    name: 'channels',
    label: 'Channels',
    key: 'channel',
    columns: [
      {
        kind: 'TEXT',
        name: 'description',
        label: 'How account data is stored, processed or passed on',
        hint: 'If nothing of it happens on your side, say so and name who does it.',
      },
    ],
  },
];

export const providerRoleFields: readonly FieldSpec[] = [
  { kind: 'TEXT', name: 'accountData', label: 'How account data is stored, processed or passed on' },
  {
    kind: 'TEXT',
    name: 'customerSecurity',
    label: 'How you can affect the security of your customers’ account data otherwise',
  },
  { kind: 'TEXT', name: 'affectingComponents', label: 'System components with which this is possible' },
];

export const environmentFields: readonly FieldSpec[] = [
  { kind: 'TEXT', name: 'connections', label: 'Connections into and out of the card environment' },
  {
    kind: 'TEXT',
    name: 'criticalComponents',
    label: 'Critical components in it',
    hint: 'Terminals, web servers, databases, and what else account data touches.',
  },
  {
    kind: 'TEXT',
    name: 'affectingComponents',
    label: 'Components that could affect its security',
    hint: 'Also those that never see a card: tag manager, deployment, sign-in, monitoring.',
  },
  {
    kind: 'YES_NO',
    name: 'segmentationUsed',
    label: 'Does segmentation keep parts of your network out of scope?',
    whenYes: [
      { kind: 'TEXT', name: 'segmentationDescription', label: 'How it is done', optional: 'in a sentence' },
    ],
  },
];

export const locationFields: readonly FieldSpec[] = [
  {
    kind: 'ROWS',
    name: 'locations',
    label: 'Places that belong to this assessment',
    hint: 'Offices, shops, call centres, data centres. One row for each kind.',
    row: 'location',
    columns: [
      { kind: 'LINE', name: 'facilityType', label: 'Kind of facility' },
      { kind: 'LINE', name: 'count', label: 'How many', input: 'numeric' },
      { kind: 'TEXT', name: 'cityAndCountry', label: 'City and country' },
    ],
  },
];

export const productFields: readonly FieldSpec[] = [
  {
    kind: 'YES_NO',
    name: 'productsUsed',
    label: 'Do you use products or solutions that PCI SSC lists as validated?',
    whenYes: [
      {
        kind: 'ROWS',
        name: 'products',
        label: 'Listed products and solutions',
        row: 'product',
        columns: [
          { kind: 'LINE', name: 'name', label: 'Name' },
          { kind: 'LINE', name: 'version', label: 'Version', optional: 'if it has one' },
          { kind: 'LINE', name: 'standard', label: 'Validated against' },
          { kind: 'LINE', name: 'listingReference', label: 'Listing reference' },
          { kind: 'DAY', name: 'expiresOn', label: 'Listing ends on' },
        ],
      },
    ],
  },
];

const solutionFields: readonly FieldSpec[] = [
  { kind: 'LINE', name: 'solutionProvider', label: 'Solution provider' },
  { kind: 'LINE', name: 'solutionName', label: 'Solution' },
  { kind: 'LINE', name: 'listingReference', label: 'Listing reference at PCI SSC' },
];

export const p2peFields: readonly FieldSpec[] = [
  ...solutionFields,
  { kind: 'TEXT', name: 'devices', label: 'Terminals (POI devices) in use', hint: 'One a line.' },
  { kind: 'DAY', name: 'reassessmentOn', label: 'The solution is reassessed by' },
];

export const spocFields: readonly FieldSpec[] = [
  ...solutionFields,
  { kind: 'TEXT', name: 'devices', label: 'Card readers (SCRP) in use', hint: 'One a line.' },
  { kind: 'DAY', name: 'reevaluationOn', label: 'The solution is evaluated again by' },
  { kind: 'DAY', name: 'annualCheckpointOn', label: 'Its annual checkpoint' },
];

export const providerFields: readonly FieldSpec[] = [
  {
    kind: 'YES_NO',
    name: 'handleAccountData',
    label: 'Do third parties store, process or pass on account data for you?',
    hint: 'Gateways, processors, call centres, off-site storage.',
  },
  {
    kind: 'YES_NO',
    name: 'manageInScope',
    label: 'Do third parties manage system components that are in scope?',
    hint: 'Hosting, firewalls, anti-malware, cloud operations.',
  },
  {
    kind: 'YES_NO',
    name: 'couldAffectSecurity',
    label: 'Could third parties affect the security of the card environment?',
    hint: 'Agencies with access, remote support, scripts on the payment page, developers.',
  },
  {
    kind: 'ROWS',
    name: 'providers',
    label: 'Third parties',
    hint: 'Requirement 12.8 applies to each of them.',
    row: 'provider',
    columns: [
      { kind: 'LINE', name: 'name', label: 'Name' },
      { kind: 'TEXT', name: 'service', label: 'What it does for you' },
    ],
  },
];

export const approachFields: readonly FieldSpec[] = [
  {
    kind: 'GIVEN_ROWS',
    name: 'services',
    label: 'Services',
    key: 'service',
    columns: [
      {
        kind: 'TEXT',
        name: 'justification',
        label: 'Which requirements are Not Applicable or Not Tested, and why',
      },
    ],
  },
];

export const eligibilityFields: readonly FieldSpec[] = [
  {
    kind: 'GIVEN_ROWS',
    name: 'criteria',
    label: 'Criteria',
    key: 'criterionId',
    columns: [
      {
        kind: 'CHOICE',
        name: 'answer',
        label: 'Answer',
        choices: [
          { value: 'YES', label: 'Yes' },
          { value: 'NO', label: 'No' },
        ],
      },
    ],
  },
];
