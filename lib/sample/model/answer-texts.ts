import type { QuestionnaireId } from '@/lib/catalogue/model';
import type { ResponseChanges } from '@/lib/response/model';

const wireless =
  'Checked on site and in the network plan: no wireless network is connected to these systems.';
const media = 'Checked with the owner: no account data is on paper, in backups or on any other media here.';
const nothingKept = 'Checked with the owner: no account data is kept in this integration, on paper neither.';
const terminals =
  'This integration has no card-reading devices; those of the call centre are assessed apart.';
const superseded = 'Superseded by 6.4.2 on 31 March 2025; the web application firewall is answered there.';

const mediaRules = ['9.4.1', '9.4.1.1', '9.4.2', '9.4.3', '9.4.4', '9.4.6'];
const wirelessRules = ['1.3.3', '2.3.1', '2.3.2', '4.2.1.2'];
const terminalRules = ['9.5.1', '9.5.1.1', '9.5.1.2', '9.5.1.2.1', '9.5.1.3'];

const entries = (numbers: readonly string[], reason: string) =>
  numbers.map((number) => [number, reason] as const);

const reasons: Partial<Record<QuestionnaireId, ReadonlyMap<string, string>>> = {
  A: new Map([...entries(mediaRules, media), ...entries(['3.1.1', '3.2.1'], nothingKept)]),
  'A-EP': new Map([
    ...entries(mediaRules, media),
    ...entries(wirelessRules, wireless),
    ['3.2.1', nothingKept],
    ['6.4.1', superseded],
  ]),
  'B-IP': new Map([
    ...entries(mediaRules, media),
    ...entries(wirelessRules, wireless),
    [
      'A2.1.1',
      'The terminals speak TLS 1.2 and 1.3 only; SSL and early TLS are switched off in their firmware.',
    ],
  ]),
  'D-Merchant': new Map([
    ...entries(wirelessRules, wireless),
    ...entries(terminalRules, terminals),
    ['3.3.3', 'The company issues no cards and supports no issuing.'],
    ['6.4.1', superseded],
    ['9.4.6', 'Checked with the owner: this integration prints nothing with account data.'],
  ]),
};

/** Why a requirement has nothing to apply to, where the invented environment makes that true. */
export function notApplicable(questionnaireId: QuestionnaireId, requirementNumber: string): string | null {
  return reasons[questionnaireId]?.get(requirementNumber) ?? null;
}

type ByRequirement<T> = Partial<Record<QuestionnaireId, Readonly<Record<string, T>>>>;

/** What is not in place this year, with what will be done about it. */
export const gaps: ByRequirement<string> = {
  A: { '8.3.6': 'Raise the shortest password in the shop administration from 8 to 12 characters.' },
  'A-EP': {
    '1.4.3': 'Switch on the check of source addresses at the outer interfaces of both firewalls.',
    '6.3.2': 'Have the build write a list of all third-party packages and keep it with each release.',
    '10.3.4': 'Put the log folders under the file comparison, with an alert when written lines change.',
  },
  'B-IP': {
    '9.5.1.3': 'Train the seasonal agents of Fernruf Service to notice and report a changed terminal.',
  },
  'D-Merchant': {
    '1.4.2': 'Close inbound ports 8443 and 9200 of the API segment at the outer firewall.',
    '4.2.2': 'Block card numbers in chat and mail of the support team by a rule of the mail gateway.',
    '8.1.1': 'Bring the procedures for accounts up to date and have every administrator acknowledge them.',
  },
};

type Worksheet = {
  /** The only answer row that it stands for; none: the requirement has one row. */
  row?: number;
  fields: Omit<ResponseChanges, 'finding'>;
};

/** Compensating control worksheets, each written for its requirement. */
export const worksheets: ByRequirement<Worksheet> = {
  'D-Merchant': {
    // The row about protocol versions; certificates, keys and their strength are in place.
    '4.2.1': {
      row: 2,
      fields: {
        ccwConstraints:
          'The order system of one wholesale customer speaks TLS 1.0 only; its maker replaces it in March.',
        ccwDefinition:
          'That customer reaches the API only through an IPsec tunnel (IKEv2, AES-256) to an endpoint of its own; every other endpoint refuses anything below TLS 1.2.',
        ccwObjective:
          'Nobody on the internet can read or change a card number on its way, nor force a weaker protocol.',
        ccwIdentifiedRisk: 'Inside the customer’s network the last metres to its tunnel rest on TLS 1.0.',
        ccwValidation:
          'A capture at the outer firewall shows ESP packets only; testssl.sh confirms TLS 1.2 and 1.3 on all public endpoints.',
        ccwMaintenance: 'testssl.sh runs every night; the tunnel’s settings are reviewed every quarter.',
      },
    },
    '7.3.2': {
      fields: {
        ccwConstraints: 'The key management console knows two roles only and cannot enforce our five.',
        ccwDefinition:
          'Nobody signs in to the console directly: a gateway offers each role only its own commands and records every session.',
        ccwObjective: 'A person can do only what the assigned role allows.',
        ccwIdentifiedRisk: 'A flaw of the gateway would give a signed-in person the console’s wider role.',
        ccwValidation:
          'For each of the five roles all commands were tried; the gateway refused every one outside the role.',
        ccwMaintenance: 'The tries are part of each release of the gateway; recordings are sampled monthly.',
      },
    },
    '8.4.3': {
      fields: {
        ccwConstraints: 'The remote support access of the database appliance takes a password only.',
        ccwDefinition:
          'The access is off. An administrator, signed in with two factors, opens it for one ticket and one source address, watches the session, and it closes after two hours.',
        ccwObjective: 'A stolen password alone does not lead into the environment from outside.',
        ccwIdentifiedRisk: 'While a session is open, the maker’s technician is known by a password only.',
        ccwValidation:
          'Sign-in with the right password failed while no session was open and from another address; six tickets match six sessions.',
        ccwMaintenance: 'Sessions are matched with tickets every month; the password changes after each.',
      },
    },
  },
  'A-EP': {
    '5.2.1': {
      fields: {
        ccwConstraints: 'The load balancer is a closed appliance: its maker allows no anti-malware agent.',
        ccwDefinition:
          'The appliance runs signed images only, its file system is read-only, and all its traffic is inspected for malware before and behind it.',
        ccwObjective: 'Malware is kept from running on the appliance, or found at once.',
        ccwIdentifiedRisk: 'Malware that lives in memory only would be seen by its traffic alone.',
        ccwValidation: 'An unsigned image was refused; the EICAR test file was blocked in both directions.',
        ccwMaintenance: 'Image signatures are compared daily; the inspection’s patterns update every hour.',
      },
    },
    '10.3.2': {
      fields: {
        ccwConstraints:
          'The shop software writes its log with the rights of the account that administers it.',
        ccwDefinition:
          'Each line leaves within five seconds for a log server with write-once storage, to which administrators of the shop have no access.',
        ccwObjective: 'Nobody can change or remove what was logged without it being seen.',
        ccwIdentifiedRisk: 'An administrator could hold back a line in the five seconds before it is sent.',
        ccwValidation:
          'Lines removed on the shop server were still on the log server; deleting them there was refused.',
        ccwMaintenance: 'A daily job compares both copies; a difference opens a ticket for security.',
      },
    },
  },
};
