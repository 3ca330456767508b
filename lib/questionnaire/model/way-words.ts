import type { PaymentChannel } from '@/lib/catalogue/model';
import type { Way } from './facts';

/** One choice of a question. The statement is what choosing it says, in the second person, for the reasons. */
export type Option = { value: string; label: string; hint: string; statement: string };

type WayWords = Omit<Option, 'value'>;

/** Online ways come first where several channels are asked together. */
export const wayWords: Record<Way, WayWords> = {
  HOSTED_REDIRECT: {
    label: 'On the provider’s own page',
    hint: 'A redirect, a new tab or the provider’s window. Stripe Checkout works this way.',
    statement: 'The provider’s page holds the card fields.',
  },
  HOSTED_FIELDS: {
    label: 'In fields the provider serves inside our page',
    hint: 'A frame (iframe) from the provider: hosted fields, drop-in forms, a form laid over the shop.',
    statement: 'The provider’s frame in your page holds the card fields.',
  },
  PROVIDER_SCRIPT_FORM: {
    label: 'In fields on our page that the provider’s script builds or reads',
    hint: 'No frame: a script makes the form in our page, or encrypts what is typed and sends it off.',
    statement: 'Your own page holds the card fields; a script sends them on.',
  },
  DIRECT_POST: {
    label: 'In our own form, sent from the browser to the provider',
    hint: 'A direct post. Our server never sees the number.',
    statement: 'Your own page holds the card fields and posts them to the provider.',
  },
  SERVER_API: {
    label: 'In our own form or app, sent to our server first',
    hint: 'Our server then calls the provider’s API.',
    statement: 'Card numbers reach your own server.',
  },
  MOBILE_SDK: {
    label: 'In our own app, on the provider’s payment screen',
    hint: 'The provider’s library (SDK) draws it inside the app.',
    statement: 'The provider’s library takes the card inside your app.',
  },
  PAYMENT_LINK: {
    label: 'On a payment page that we send as a link',
    hint: 'By mail, message, invoice or QR code. It opens the provider’s page.',
    statement: 'You send links to the provider’s payment page.',
  },
  HOSTED_SHOP: {
    label: 'In a shop that a provider runs completely',
    hint: 'Pages, checkout and payment are the platform’s; no web server is ours.',
    statement: 'A provider runs the whole shop.',
  },
  WALLET: {
    label: 'Nowhere: wallet buttons are all we offer',
    hint: 'Apple Pay, Google Pay and the like; no card field of any kind.',
    statement: 'You take wallets only.',
  },
  OUTSOURCED_MOTO: {
    label: 'A provider takes the call or opens the mail for us',
    hint: 'A call centre, phone menu or keypad service of somebody else.',
    statement: 'A provider takes phone and mail orders for you.',
  },
  VIRTUAL_TERMINAL: {
    label: 'Staff type the card into the provider’s web page',
    hint: 'A virtual terminal in a browser, one card at a time.',
    statement: 'Staff type cards into the provider’s virtual terminal.',
  },
  TERMINAL_P2PE: {
    label: 'On terminals of a listed P2PE solution',
    hint: 'Point-to-point encryption that the council lists as validated.',
    statement: 'You use terminals of a P2PE solution.',
  },
  TERMINAL_SPOC: {
    label: 'On a phone or tablet with a separate card reader',
    hint: 'A SPoC solution: the reader takes the card, the screen takes the PIN.',
    statement: 'You use a phone or tablet with a secure card reader.',
  },
  TERMINAL_IP: {
    label: 'On stand-alone terminals over the network',
    hint: 'They reach the processor over an internet connection: cable, wireless or mobile data.',
    statement: 'You use stand-alone terminals over the network.',
  },
  TERMINAL_DIAL_OUT: {
    label: 'On stand-alone terminals that dial out',
    hint: 'They call the processor over a phone line.',
    statement: 'You use stand-alone terminals that dial out.',
  },
  IMPRINTER: {
    label: 'On paper: an imprint machine or slips',
    hint: 'No device of ours reads the card or sends it.',
    statement: 'You take cards on paper only.',
  },
  PAYMENT_APPLICATION: {
    label: 'In a till, booking or order system on the internet',
    hint: 'Payment software on a computer or till of ours handles the card.',
    statement: 'A payment application of yours is connected to the internet.',
  },
  TAP_TO_PHONE: {
    label: 'By a tap on a phone, without a reader',
    hint: 'The phone itself reads the card (tap on phone, MPoC).',
    statement: 'A phone of yours reads the card itself.',
  },
  NOT_CARDS: {
    label: 'No cards at all',
    hint: 'Bank debit, transfer or invoice only.',
    statement: 'You take no cards here.',
  },
  DIFFERENT: {
    label: 'Differently in each channel',
    hint: 'Each channel is asked on its own.',
    statement: 'Each channel takes cards in its own way.',
  },
  OTHER: {
    label: 'Another way, or several mixed in one',
    hint: 'Where several ways can be told apart, register each as an integration of its own.',
    statement: 'Cards are taken in a way that no smaller questionnaire describes.',
  },
};

/** The order in which ways are offered: usual ones first, "another way" last. */
export const wayOrder = Object.keys(wayWords) as Way[];

export function wayQuestion(channels: readonly PaymentChannel[]): {
  title: string;
  intro: string;
  help: string;
} {
  const [only] = channels;
  if (channels.length === 1 && only === 'E_COMMERCE') {
    return {
      title: 'Where does the shopper type the card number?',
      intro:
        'Think of the field itself, not of the page around it. If you are unsure, ask the developer who built the checkout.',
      help: 'Open the checkout, right-click the card field and choose Inspect. If the field sits in a frame whose address is the provider’s, it is a field that the provider serves inside your page.',
    };
  }
  if (channels.length === 1 && only === 'MOTO') {
    return {
      title: 'How does a card from a phone or mail order get in?',
      intro: 'Think of the first thing or person that sees the number.',
      help: 'Listen in on one order, or ask somebody who takes them, and follow the number from the caller’s mouth to the provider.',
    };
  }
  if (channels.length === 1) {
    return {
      title: 'What reads the card when the buyer stands before you?',
      intro: 'Think of the device, and of what it is connected to.',
      help: 'The contract or the delivery note of the terminal names the solution. Whether it is P2PE is on the council’s list of validated solutions, not on the box.',
    };
  }
  return {
    title: 'How are cards taken?',
    intro: 'Choose the way that serves all of these channels, or say that they differ.',
    help: 'A payment link that is also sent to callers serves two channels in one way. A checkout page and a terminal do not.',
  };
}
