import type { IntegrationKey } from './company';

/** What last year's attestations say about the environment of each integration: parts 2a to 2e. */
export type Attested = {
  role: string;
  /** Part 2a: what else the company takes and where that is assessed. */
  excluded: { channel: 'E_COMMERCE' | 'MOTO'; description: string; reason: string }[];
  environment: {
    connections: string;
    criticalComponents: string;
    affectingComponents: string;
    segmentationUsed: boolean;
    segmentationDescription: string;
  };
  locations: { facilityType: string; count: string; cityAndCountry: string }[];
  products: {
    name: string;
    version: string;
    standard: string;
    listingReference: string;
    expiresOn: string;
  }[];
};

const telephone = {
  channel: 'MOTO',
  description: 'Telephone orders, call-centre terminals',
  reason: 'Assessed in a SAQ B-IP of its own, merchant id 4512 0032 5.',
} as const;
const webShop = {
  channel: 'E_COMMERCE',
  description: 'Web shop, hosted fields (shop.marlow.example)',
  reason: 'Assessed in a SAQ A of its own, merchant id 4512 0031 7.',
} as const;
const giftCards = {
  channel: 'E_COMMERCE',
  description: 'Gift cards, hosted page (gifts.marlow.example)',
  reason: 'Assessed in a SAQ A of its own, merchant id 4512 0033 3.',
} as const;

const headOffice = { facilityType: 'Head office', count: '1', cityAndCountry: 'Hamburg, Germany' };
const serverRoom = { facilityType: 'Server room', count: '1', cityAndCountry: 'Hamburg, Germany' };

export const attested: Readonly<Partial<Record<IntegrationKey, Attested>>> = {
  redirect: {
    role: 'The shopper leaves our site for the page of Stripe and types the card there. We get back a token, the last four digits and the result; account data is never on our systems.',
    excluded: [telephone, webShop],
    environment: {
      connections:
        'From the shopper’s browser to gifts.marlow.example by HTTPS, then by redirect to the page of Stripe. Our server asks the interface of Stripe for the result by TLS 1.2 or 1.3.',
      criticalComponents: 'Web server of gifts.marlow.example, which sends the shopper to the payment page',
      affectingComponents: 'Shop administration, deployment server, DNS of marlow.example',
      segmentationUsed: false,
      segmentationDescription: '',
    },
    locations: [headOffice, serverRoom],
    products: [],
  },
  fields: {
    role: 'The shopper types the card into frames that Adyen serves inside our checkout page. Our page and server get a token and the last four digits; account data is never on our systems.',
    excluded: [telephone, giftCards],
    environment: {
      connections:
        'From the shopper’s browser to shop.marlow.example by HTTPS; the frames connect the browser with Adyen directly. Our server sends the token to the interface of Adyen by TLS 1.2 or 1.3.',
      criticalComponents:
        'Web server of the checkout at shop.marlow.example, the page that embeds the frames',
      affectingComponents:
        'Tag manager (Tagwerk), scripts of the checkout page, deployment server, DNS of marlow.example',
      segmentationUsed: false,
      segmentationDescription: '',
    },
    locations: [headOffice, serverRoom],
    products: [],
  },
  telephone: {
    role: 'Agents hear the card on the telephone and key it into a stand-alone terminal, which encrypts it and sends it to Adyen. Nothing is written down or recorded; the terminal prints a receipt with the number cut short.',
    excluded: [webShop, giftCards],
    environment: {
      connections:
        'From 14 terminals over a line of their own to Adyen by TLS 1.2 or 1.3. No other connection leads in or out.',
      criticalComponents: '14 PTS-approved terminals, the switch and the firewall of the terminal network',
      affectingComponents: 'Administration of that firewall, terminal management of Adyen',
      segmentationUsed: true,
      segmentationDescription:
        'The terminals are in a network of their own. Its firewall lets them reach only the addresses of Adyen and nothing reach them; the office network and the telephones are apart.',
    },
    locations: [{ facilityType: 'Call centre', count: '1', cityAndCountry: 'Bremen, Germany' }],
    products: [
      {
        name: 'Velmo Desk 5 (payment terminal, invented)',
        version: 'Hardware VD5-21, firmware 5.3.x',
        standard: 'PCI PTS POI 6.x',
        listingReference: '4-90417',
        expiresOn: '2032-04-30',
      },
    ],
  },
};
