import type { IntegrationListItem, IntegrationMethod } from '../model';

/** Ready-made cuts of the list, each with its own address (?view=). */
export const integrationViews = ['all', 'card-data', 'attestation', 'no-questionnaire', 'archived'] as const;
export type IntegrationViewId = (typeof integrationViews)[number];

export const integrationViewNames: Record<IntegrationViewId, string> = {
  all: 'All',
  'card-data': 'Card numbers touch us',
  attestation: 'Provider attestation missing or ending',
  'no-questionnaire': 'Without questionnaire',
  archived: 'Archived',
};

/** Methods with which nothing of one's own sees a readable card number. */
const handsOff: readonly IntegrationMethod[] = [
  'HOSTED_REDIRECT',
  'HOSTED_FIELDS',
  'MOBILE_SDK',
  'PAYMENT_LINK',
  'OUTSOURCED_MOTO',
  'TERMINAL_P2PE',
  'TERMINAL_SPOC',
];

/** Whether card numbers reach a page, system or device of one's own, or are kept. */
export function touchesCardData(row: Pick<IntegrationListItem, 'method' | 'storesAccountData'>): boolean {
  return row.storesAccountData || !handsOff.includes(row.method);
}

/** The view that an address asks for; anything unknown is the whole list. */
export function parseIntegrationView(view: string | string[] | undefined): IntegrationViewId {
  return integrationViews.find((candidate) => candidate === view) ?? 'all';
}

/** Whether a row that is in use belongs to a view. */
export function isInView(row: IntegrationListItem, view: IntegrationViewId): boolean {
  if (view === 'card-data') return touchesCardData(row);
  if (view === 'attestation') return row.providers.some((provider) => provider.attestationState !== 'VALID');
  if (view === 'no-questionnaire') return row.assessment === null;
  return true;
}
