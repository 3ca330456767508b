import type { QuestionnaireId } from '@/lib/catalogue/model';
import type { CriterionKind } from './facts';

/** Criteria that are asked in the catalogue's words: what yes and no say, and how to find out. */
export const criterionWords: Record<CriterionKind, { yes: string; no: string; help: string }> = {
  b2: {
    yes: 'The terminals are connected to no other system of yours.',
    no: 'The terminals are connected to other systems of yours.',
    help: 'Follow the cables: a till, a computer or a cash drawer with its own software is another system.',
  },
  b3: {
    yes: 'The terminals are not connected to the internet.',
    no: 'The terminals are connected to the internet.',
    help: 'A terminal on a telephone socket only is not. One with a network cable, wireless or mobile data is.',
  },
  bip1: {
    yes: 'You use only stand-alone approved terminals over IP.',
    no: 'Not all your devices are stand-alone approved terminals over IP.',
    help: 'A reader that needs a phone, tablet or computer (SCR, SCRP) is not a stand-alone terminal.',
  },
  bip2: {
    yes: 'The terminals are on the council’s list of approved devices.',
    no: 'Not all terminals are on the council’s list of approved devices.',
    help: 'Compare model, hardware and firmware version with the list of PTS devices on the PCI SSC site. An expired approval: ask the acquirer.',
  },
  bip3: {
    yes: 'The terminals are isolated from your other systems.',
    no: 'The terminals are not isolated from your other systems.',
    help: 'A network of their own, or firewall rules that let them reach the processor and nothing of yours.',
  },
  bip4: {
    yes: 'Card data flow only from the terminal to the processor.',
    no: 'Card data flow elsewhere than from the terminal to the processor.',
    help: 'A till that receives more than "paid" and the last four digits is another flow.',
  },
  bip5: {
    yes: 'The terminals reach the processor by themselves.',
    no: 'The terminals need another device to reach the processor.',
    help: 'A router is fine; a computer, phone or tablet that passes the payment on is not.',
  },
  c1: {
    yes: 'The payment application and its internet connection are on one device or network.',
    no: 'The payment application and its internet connection are not on one device or network.',
    help: 'Till and internet line in the same shop: yes. Tills that reach the internet through head office: no.',
  },
  c2: {
    yes: 'The payment application system is isolated from your other systems.',
    no: 'The payment application system is not isolated from your other systems.',
    help: 'Firewall rules or a separate network between the tills and office computers, guest wireless, web servers.',
  },
  c3: {
    yes: 'The place of sale is not connected to other sites.',
    no: 'The place of sale is connected to other sites.',
    help: 'A line or VPN to a second shop or to head office connects it.',
  },
  cvt2: {
    yes: 'A compliant provider supplies and hosts the virtual terminal.',
    no: 'The virtual terminal is not supplied and hosted by a compliant provider.',
    help: 'Look for the provider’s attestation (AOC) and for the web address at which staff type.',
  },
  cvt3: {
    yes: 'The virtual terminal is reached only from an isolated computer.',
    no: 'The computer with the virtual terminal is not isolated.',
    help: 'A computer in the office network, or at home with a VPN to the office, is linked to other systems.',
  },
  cvt4: {
    yes: 'The computer has no software that stores card data.',
    no: 'The computer has software that stores card data.',
    help: 'Batch tools, store-and-forward, spreadsheets of orders, screen recorders.',
  },
  cvt5: {
    yes: 'The computer has no hardware that captures card data.',
    no: 'The computer has hardware that captures card data.',
    help: 'A card reader or a separate keypad on the computer counts; the ordinary keyboard does not.',
  },
  p1: {
    yes: 'All payments go through a validated P2PE solution.',
    no: 'Not all payments go through a validated P2PE solution.',
    help: 'The solution’s name and reference number must be on the council’s list of P2PE solutions, not expired. "Encrypted" or "E2EE" in a leaflet is not enough.',
  },
  p2: {
    yes: 'Card data touch nothing of yours but the terminals.',
    no: 'Card data touch other systems of yours than the terminals.',
    help: 'Typing a card into the till while the terminal is down counts.',
  },
  p5: {
    yes: 'Every control of the P2PE instruction manual is in place.',
    no: 'Not every control of the P2PE instruction manual is in place.',
    help: 'The provider’s manual (PIM) lists them: inventory, inspection, storage, connection.',
  },
  s2: {
    yes: 'All card data enter through the reader of a listed SPoC solution.',
    no: 'Not all card data enter through the reader of a listed SPoC solution.',
    help: 'The solution must be on the council’s SPoC list. A magnetic stripe reader that is not listed rules it out.',
  },
  s3: {
    yes: 'Card data touch nothing of yours but parts of the solution.',
    no: 'Card data touch more of yours than the parts of the solution.',
    help: 'Phone, reader and app belong to the solution; a till that receives the number does not.',
  },
  s5: {
    yes: 'This channel is unconnected to your other systems and networks.',
    no: 'This channel is connected to your other systems or networks.',
    help: 'Mobile data or a network of its own keeps it apart; the office wireless connects it.',
  },
  s7: {
    yes: 'Every control of the SPoC user guide is in place.',
    no: 'Not every control of the SPoC user guide is in place.',
    help: 'The solution provider’s user guide lists them.',
  },
};

export const storageChange = 'Stop storing card numbers electronically.';

/**
 * What to change so that a criterion holds, as an order. Keyed by criterion; where the way of taking cards is the
 * obstacle, see wayChanges.
 */
export const criterionChanges: Readonly<Record<string, string>> = {
  a2: 'Hand all handling of card data to a compliant provider.',
  a3: 'Stop storing, processing and sending card numbers on your own systems, phones and premises; a token from the provider takes their place.',
  a4: 'Get the current attestation (AOC) of each provider for the services you use.',
  a5: 'Keep card numbers on paper only, and none that arrived electronically.',
  a6: 'Let every card field, script and style of the payment form come straight from the provider.',
  a7: 'Confirm that scripts cannot attack your page: by techniques such as those of 6.4.3 and 11.6.1, or in writing from the provider. Or redirect to the provider’s page, where this is not asked.',
  aep2: 'Hand everything but the payment page to a compliant provider.',
  aep3: 'Make sure that your server never receives what is typed into the card fields.',
  aep4: 'Move to a host that is PCI DSS compliant for what it does for you.',
  aep5: 'Remove from the payment page what comes from neither you nor a compliant provider.',
  aep6: 'Stop storing, processing and sending card numbers on your own systems.',
  aep7: 'Get the current attestation (AOC) of each provider for the services you use.',
  aep8: 'Keep card numbers on paper only, and none that arrived electronically.',
  b2: 'Disconnect the terminals from every other system.',
  b3: 'Take the terminals off the internet.',
  b4: storageChange,
  b5: 'Keep card numbers on paper only, and none that arrived electronically.',
  bip1: 'Use only stand-alone terminals approved under the PTS programme.',
  bip2: 'Replace terminals that are not on the council’s list of approved devices.',
  bip3: 'Isolate the terminals from every other system.',
  bip4: 'Let card data flow from the terminal to the processor and nowhere else.',
  bip5: 'Connect the terminals to the processor without another device.',
  bip6: storageChange,
  bip7: 'Keep card numbers on paper only, and none that arrived electronically.',
  c1: 'Bring the payment application and its internet connection onto one device or local network.',
  c2: 'Isolate the payment application system from every other system.',
  c3: 'Disconnect the place of sale from other sites.',
  c4: storageChange,
  c5: 'Keep card numbers on paper only, and none that arrived electronically.',
  cvt2: 'Use a virtual terminal that a compliant provider supplies and hosts.',
  cvt3: 'Give the virtual terminal a computer of its own that is isolated in one place.',
  cvt4: 'Remove software that stores card data from that computer.',
  cvt5: 'Remove card readers and keypads from that computer.',
  cvt6: 'Receive, send and store card numbers electronically in no other way.',
  cvt7: 'Keep card numbers on paper only, and none that arrived electronically.',
  p1: 'Use only terminals of a P2PE solution on the council’s list.',
  p2: 'Let card data touch nothing of yours but those terminals.',
  p3: 'Receive, send and store card numbers electronically in no other way.',
  p4: 'Keep card numbers on paper only, and none that arrived electronically.',
  p5: 'Put every control of the P2PE instruction manual in place.',
};

/** What to change where the way of taking cards itself is the obstacle. */
export const wayChanges: Partial<Record<QuestionnaireId, string>> = {
  A: 'Let the provider serve the card fields in a frame, send shoppers to its page, or send payment links.',
  'A-EP':
    'Send card data from the browser straight to the provider, so that your server never receives them.',
  'C-VT': 'Let staff type cards into a provider’s virtual terminal on an isolated computer.',
  P2PE: 'Take cards only on terminals of a P2PE solution on the council’s list.',
};

/** The same where no shopper types a card online. */
export const phoneChangeToA = 'Let a provider take the calls and the mail, or send callers a payment link.';
