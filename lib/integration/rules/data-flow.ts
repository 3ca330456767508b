import type { IntegrationMethod } from '../model';

export type FlowBox = { title: string; note: string; holdsCardData: boolean };

/**
 * Where card data goes, from left to right. The place is where the card is typed or read; inside it stands what is
 * yours, and the entry is the thing that takes the number. It is drawn and told as steps from the same facts.
 */
export type DataFlow = {
  place: string;
  yours: FlowBox;
  entry: FlowBox;
  /** The entry sits inside your own page, app or device (otherwise beside it). */
  entryInYours: boolean;
  carried: string;
  /** Only where card numbers pass your own server on their way. */
  relay: FlowBox | null;
  provider: FlowBox;
  onward: FlowBox;
  /** What comes back to you from the provider. */
  back: string;
  /** From where card data reaches the systems that keep it; null where none is kept. */
  keptFrom: 'RELAY' | 'YOURS' | 'PROVIDER' | null;
  home: FlowBox;
};

type Template = {
  place: string;
  yours: { title: string; note: string; holdsCardData: boolean };
  entry: { title: string; note: string };
  entryInYours: boolean;
  carried: string;
  relay: boolean;
  back: string;
};

const browser = 'Shopper’s browser';
const shop = { title: 'Your page', note: '{site}' };
const nothingOfYours = { title: 'Your order screen', note: 'no card data', holdsCardData: false };

const templates: Record<IntegrationMethod, Template> = {
  HOSTED_REDIRECT: {
    place: browser,
    yours: { ...shop, holdsCardData: false },
    entry: { title: 'Payment page', note: 'served by {provider}' },
    entryInYours: false,
    carried: 'Card number',
    relay: false,
    back: 'Result only',
  },
  HOSTED_FIELDS: {
    place: browser,
    yours: { ...shop, holdsCardData: false },
    entry: { title: 'Card fields in a frame', note: 'served by {provider}' },
    entryInYours: true,
    carried: 'Card number',
    relay: false,
    back: 'Token only',
  },
  PROVIDER_SCRIPT_FORM: {
    place: browser,
    yours: { ...shop, holdsCardData: true },
    entry: { title: 'Card fields of your page', note: 'script of {provider}' },
    entryInYours: true,
    carried: 'Card number',
    relay: false,
    back: 'Token only',
  },
  DIRECT_POST: {
    place: browser,
    yours: { ...shop, holdsCardData: true },
    entry: { title: 'Card fields of your page', note: 'posted to {provider}' },
    entryInYours: true,
    carried: 'Card number',
    relay: false,
    back: 'Token only',
  },
  SERVER_API: {
    place: browser,
    yours: { ...shop, holdsCardData: true },
    entry: { title: 'Card fields of your page', note: 'sent to your server' },
    entryInYours: true,
    carried: 'Card number',
    relay: true,
    back: 'Result',
  },
  MOBILE_SDK: {
    place: 'Shopper’s phone',
    yours: { title: 'Your app', note: '{site}', holdsCardData: false },
    entry: { title: 'Payment fields', note: 'library of {provider}' },
    entryInYours: true,
    carried: 'Card number',
    relay: false,
    back: 'Token only',
  },
  PAYMENT_LINK: {
    place: browser,
    yours: { title: 'Your message', note: 'holds the link', holdsCardData: false },
    entry: { title: 'Payment page', note: 'served by {provider}' },
    entryInYours: false,
    carried: 'Card number',
    relay: false,
    back: 'Result only',
  },
  OUTSOURCED_MOTO: {
    place: 'Call or letter',
    yours: nothingOfYours,
    entry: { title: 'Agent or phone menu', note: 'of {provider}' },
    entryInYours: false,
    carried: 'Card number',
    relay: false,
    back: 'Result only',
  },
  VIRTUAL_TERMINAL: {
    place: 'Staff computer',
    yours: { title: 'Your browser', note: 'one card at a time', holdsCardData: true },
    entry: { title: 'Virtual terminal', note: 'page of {provider}' },
    entryInYours: true,
    carried: 'Card number',
    relay: false,
    back: 'Result only',
  },
  TERMINAL_P2PE: {
    place: 'Point of sale',
    yours: { title: 'Your till', note: 'no card data', holdsCardData: false },
    entry: { title: 'P2PE terminal', note: 'encrypts at once' },
    entryInYours: false,
    carried: 'Encrypted',
    relay: false,
    back: 'Result only',
  },
  TERMINAL_SPOC: {
    place: 'Point of sale',
    yours: { title: 'Phone or tablet', note: 'PIN on the screen', holdsCardData: true },
    entry: { title: 'Secure card reader', note: 'of the SPoC solution' },
    entryInYours: false,
    carried: 'Encrypted',
    relay: false,
    back: 'Result only',
  },
  TERMINAL_IP: {
    place: 'Point of sale',
    yours: { title: 'Your till', note: 'kept apart', holdsCardData: false },
    entry: { title: 'Network terminal', note: 'reads the card' },
    entryInYours: false,
    carried: 'Card number',
    relay: false,
    back: 'Result only',
  },
  TERMINAL_DIAL_OUT: {
    place: 'Point of sale',
    yours: { title: 'Your till', note: 'not connected', holdsCardData: false },
    entry: { title: 'Dial-out terminal', note: 'phone line' },
    entryInYours: false,
    carried: 'Card number',
    relay: false,
    back: 'Paper slip',
  },
  IMPRINTER: {
    place: 'Point of sale',
    yours: { title: 'Your till', note: 'no card data', holdsCardData: false },
    entry: { title: 'Imprint machine', note: 'paper slips' },
    entryInYours: false,
    carried: 'Paper slips',
    relay: false,
    back: 'Paper slip',
  },
  PAYMENT_APPLICATION: {
    place: 'Point of sale',
    yours: { title: 'Your payment system', note: 'handles card data', holdsCardData: true },
    entry: { title: 'Card reader', note: 'reads the card' },
    entryInYours: true,
    carried: 'Card number',
    relay: false,
    back: 'Result',
  },
};

type FlowFacts = {
  method: IntegrationMethod;
  /** Name of the gateway or processor; null where none is recorded. */
  providerName: string | null;
  /** First endpoint or site, without scheme. */
  site: string | null;
  storesAccountData: boolean;
};

/** The picture of an integration, from its method and facts. It is no data-flow diagram in the sense of 1.2.4. */
export function deriveDataFlow({ method, providerName, site, storesAccountData }: FlowFacts): DataFlow {
  const template = templates[method];
  const provider = providerName ?? 'the provider';
  const fill = (text: string) =>
    text.replace('{provider}', provider).replace('{site}', site ?? 'no card fields of its own');
  const { yours, entry } = template;
  const yoursNote =
    site === null && yours.holdsCardData ? yours.note.replace('{site}', 'holds the card fields') : yours.note;
  const home: FlowBox = storesAccountData
    ? { title: 'Your systems', note: 'keep card data', holdsCardData: true }
    : template.relay
      ? { title: 'Your systems', note: 'keep no card data', holdsCardData: false }
      : { title: 'Your systems', note: 'no card data', holdsCardData: false };
  const keptFrom = storesAccountData ? sourceOf(template) : null;
  return {
    place: template.place,
    yours: { title: yours.title, note: fill(yoursNote), holdsCardData: yours.holdsCardData },
    entry: { title: entry.title, note: fill(entry.note), holdsCardData: true },
    entryInYours: template.entryInYours,
    carried: template.carried,
    relay: template.relay ? { title: 'Your server', note: 'sees card numbers', holdsCardData: true } : null,
    provider: {
      title: providerName ?? 'Provider',
      note: providerName ? 'provider' : 'not recorded',
      holdsCardData: true,
    },
    onward: { title: 'Card networks', note: `through ${provider}`, holdsCardData: true },
    back: keptFrom === 'PROVIDER' ? 'Card data kept' : template.back,
    keptFrom,
    home,
  };
}

/** What of yours sees card numbers is where they are kept from; else they can only have come back. */
function sourceOf({ relay, yours }: Template): NonNullable<DataFlow['keptFrom']> {
  if (relay) return 'RELAY';
  return yours.holdsCardData ? 'YOURS' : 'PROVIDER';
}

/** The same flow in sentences, for people who do not see the picture and for narrow screens. */
export function dataFlowSteps(flow: DataFlow): string[] {
  const inside = flow.entryInYours
    ? `inside ${lower(flow.yours.title)}`
    : `beside ${lower(flow.yours.title)}`;
  const steps = [
    `${flow.place}: ${lower(flow.entry.title)} (${flow.entry.note}) takes the card, ${inside} (${flow.yours.note}).`,
  ];
  if (flow.relay) steps.push(`${flow.carried} goes to ${lower(flow.relay.title)}, which ${flow.relay.note}.`);
  steps.push(
    `${flow.relay ? 'It goes on' : `${flow.carried} goes`} to ${flow.provider.title} and on to the card networks.`,
  );
  const source = flow.keptFrom === 'RELAY' ? flow.relay : flow.keptFrom === 'YOURS' ? flow.yours : null;
  if (source) steps.push(`${source.title} hands card data to your systems, which keep it.`);
  steps.push(`Back to you: ${lower(flow.back)}. Your systems: ${flow.home.note}.`);
  return steps;
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
