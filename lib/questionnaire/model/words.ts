import type { CriterionKind, QuestionKind } from './facts';
import type { Option } from './way-words';

/** What a question says. The criteria of the forms take their text from the catalogue and have their words elsewhere. */
export type QuestionWords = {
  title: string;
  intro: string;
  help: string;
  options: readonly Option[];
};

type OwnKind = Exclude<
  QuestionKind,
  CriterionKind | 'role' | 'validation' | 'channels' | 'way' | 'shares' | 'others'
>;

function option(value: string, label: string, statement: string, hint = ''): Option {
  return { value, label, hint, statement };
}

export const UNSURE_HINT = 'Counts as no until you know. You can come back and change it.';

function unsure(statement: string, hint = UNSURE_HINT): Option {
  return option('UNSURE', 'Not sure yet', statement, hint);
}

export const ownWords: Record<OwnKind, QuestionWords> = {
  stored: {
    title: 'Do you keep card numbers electronically anywhere?',
    intro:
      'Databases, files, logs, mails, chats, scans, call recordings and backups count. The first six and last four digits, or a token that you cannot turn back, do not.',
    help: 'Search a copy of the order database and the log store for runs of 13 to 19 digits, and ask who keeps call recordings.',
    options: [
      option('NO', 'No, nowhere', 'You never store card numbers.'),
      option('YES', 'Yes', 'You store card numbers electronically.', 'Also when they are encrypted.'),
      unsure(
        'You do not know yet whether card numbers are stored.',
        'Counts as yes until you know. You can come back and change it.',
      ),
    ],
  },
  typedBy: {
    title: 'Who types the card number into that form?',
    intro: 'For phone and mail orders it matters whose hands are on the keyboard.',
    help: '',
    options: [
      option(
        'CUSTOMER',
        'The customer',
        'The customer types the card, not your staff.',
        'On their own device.',
      ),
      option(
        'STAFF',
        'Our staff',
        'Your staff type the customer’s card on your computers.',
        'Their computers then handle card data.',
      ),
    ],
  },
  wallet: {
    title: 'Who opens the wallet’s encrypted payment data?',
    intro: 'The wallet hands over a sealed packet. Whoever can open it holds the card or device number.',
    help: 'If your developers made a key or certificate to decrypt wallet payments, it is your server.',
    options: [
      option('PROVIDER', 'Our payment provider', 'The provider opens the wallet’s payment data.'),
      option('OWN', 'Our own server', 'Your own server opens the wallet’s payment data.'),
      unsure('You do not know yet who opens the wallet’s payment data.'),
    ],
  },
  telephony: {
    title: 'Does the card number ever pass through your phones, staff or rooms?',
    intro: 'Spoken or keyed, on the way to the provider. A phone system that only carries the voice counts.',
    help: 'If calls reach your numbers first and are passed on before the card is given, answer no. If the call stays on your lines while the card is given, answer yes.',
    options: [
      option(
        'NO',
        'No, the provider has the call or the mail before',
        'The card never passes through your phones or staff.',
      ),
      option('YES', 'Yes', 'Card numbers pass through your own phones or staff.'),
      unsure(
        'You do not know yet whether card numbers pass through your phones.',
        'Counts as yes until you know.',
      ),
    ],
  },
  attended: {
    title: 'Is a member of your staff there whenever the card is read?',
    intro: 'Kiosks, vending machines and self-service posts are unattended.',
    help: '',
    options: [
      option('YES', 'Yes, always', 'Staff are there when the card is read.'),
      option('NO', 'No, some are unattended', 'Some card readers are unattended.'),
    ],
  },
  elements: {
    title: 'Does the whole payment form come straight from the provider?',
    intro:
      'Everything that makes the form: its fields, the frame, page or screen around them, its scripts and styles.',
    help: 'Open the browser’s network view on the payment step and look at the addresses. Colours and a logo that you set in the provider’s console come from the provider.',
    options: [
      option('PROVIDER_ALL', 'Yes, all of it', 'Every element of the payment form comes from the provider.'),
      option(
        'SOME_FIELDS',
        'No, some card fields are ours',
        'Some card fields are supplied by your own page.',
        'For example the expiry date or the security code stands outside the frame.',
      ),
      option(
        'OWN_FILES',
        'No, it loads files from our site',
        'The payment form loads files from your own site.',
        'A script or style sheet of ours inside the provider’s page or frame.',
      ),
      unsure('You do not know yet whether the whole form comes from the provider.'),
    ],
  },
  scripts: {
    title: 'Is your page protected against scripts that could attack the payment?',
    intro: 'Asked because the provider’s form is embedded in your page. There are two ways to confirm it.',
    help: 'Ask the provider for a statement that its solution, built in as its instructions say, protects the page; or show who approves scripts, how changes are noticed and how often. Keep the proof: the attestation confirms this with a signature.',
    options: [
      option(
        'OWN_TECHNIQUES',
        'Yes, by techniques on the page',
        'Techniques on your page protect it against script attacks.',
        'Such as those of 6.4.3 and 11.6.1. A third party may run them for you.',
      ),
      option(
        'PROVIDER_CONFIRMED',
        'Yes, the provider has confirmed it',
        'The provider confirmed that its solution protects your page against script attacks.',
        'For its solution as built in by its instructions.',
      ),
      option('NO', 'No', 'It is not confirmed that scripts cannot attack your page.'),
      unsure('You do not know yet whether scripts could attack your page.'),
    ],
  },
  receives: {
    title: 'Does your own server ever receive what is typed into the card fields?',
    intro: 'Error reports, logs, form backups and analytics count.',
    help: 'Pay with a test card and search the server’s logs for its last digits.',
    options: [
      option('NEVER', 'No, never', 'Your server never receives what is typed into the card fields.'),
      option('YES', 'Yes', 'Your server receives what is typed into the card fields.'),
      unsure('You do not know yet whether your server receives card data.', 'Counts as yes until you know.'),
    ],
  },
  outsourced: {
    title: 'Beside the payment page, does a provider do everything with the card data?',
    intro: 'Authorising, settling, storing for later, refunding: all by the provider, none of it by you.',
    help: '',
    options: [
      option('YES', 'Yes, everything', 'A provider handles all card data.'),
      option('NO', 'No, we do some of it', 'You handle some card data yourself.'),
      unsure('You do not know yet whether a provider handles all card data.'),
    ],
  },
  thirdParty: {
    title: 'Does anything on the payment page come from somebody else?',
    intro:
      'From neither you nor a PCI DSS compliant provider: analytics, chat, adverts, fonts or script libraries from a public network.',
    help: 'Open the browser’s network view on the payment page. Each address that is neither yours nor a compliant provider’s counts.',
    options: [
      option('NO', 'No', 'The payment page holds only what is yours or a compliant provider’s.'),
      option('YES', 'Yes', 'The payment page holds elements of others.'),
      unsure('You do not know yet what the payment page loads.', 'Counts as yes until you know.'),
    ],
  },
  otherwise: {
    title: 'Do card numbers reach or leave you electronically in any other way?',
    intro: 'By mail, chat, web form, fax to mail, recorded calls, spreadsheets or shared screens.',
    help: 'Ask customer service what they do when a customer mails a card number. It happens; what counts is what you ask for and keep.',
    options: [
      option('NO', 'No', 'Card numbers reach you in no other electronic way.'),
      option('YES', 'Yes', 'Card numbers also reach you electronically in another way.'),
      unsure(
        'You do not know yet whether card numbers reach you in another way.',
        'Counts as yes until you know.',
      ),
    ],
  },
  compliant: {
    title: 'Have you confirmed that each provider that touches the card is PCI DSS compliant?',
    intro:
      'For the very services that you use: by its current attestation (AOC), or its entry in a brand’s list.',
    help: 'Ask the provider for its AOC and look at the services that it covers and at its date.',
    options: [
      option('YES', 'Yes, each of them', 'Your providers are confirmed as PCI DSS compliant.'),
      option('NO', 'No', 'Not every provider is confirmed as PCI DSS compliant.'),
      unsure('You do not know yet whether each provider is compliant.'),
    ],
  },
  hosting: {
    title: 'Who hosts your site?',
    intro: 'The servers that deliver the page with, or before, the payment.',
    help: 'A host must meet every requirement that applies to it; one that serves many customers on shared servers must also meet Appendix A1.',
    options: [
      option('OWN', 'We do, on our own servers', 'You host the site yourself.'),
      option(
        'COMPLIANT',
        'A host that is PCI DSS compliant',
        'Your host is PCI DSS compliant.',
        'Confirmed for hosting like yours.',
      ),
      option(
        'NOT',
        'A host that is not, or not confirmed',
        'Your host is not confirmed as PCI DSS compliant.',
      ),
    ],
  },
  paper: {
    title: 'What do you keep on paper?',
    intro: 'Receipts, order forms and reports with full card numbers.',
    help: '',
    options: [
      option('NOTHING', 'Nothing with a full card number', 'You keep no card numbers on paper.'),
      option(
        'PAPER',
        'Only paper that never was electronic with us',
        'You keep card numbers only on paper that did not arrive electronically.',
        'Written by hand, printed by the terminal, sent by post.',
      ),
      option(
        'PRINTED',
        'Also paper that came in electronically',
        'You keep paper that arrived electronically.',
        'Printed mails, fax to mail, scans.',
      ),
      unsure('You do not know yet what is kept on paper.'),
    ],
  },
};
