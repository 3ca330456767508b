import { channelNames, integrationMethods, methodFacts } from '@/lib/integration/model';
import type { AttestationSources } from '../model/sources';

type Integration = AttestationSources['assessment']['integrations'][number];

const kept = 'Account data is stored electronically.';
const notKept = 'No account data is stored electronically.';

/** First words on an integration for part 2b. They speak of the company: the attestation goes to others. */
export function describeIntegration(one: Integration): string {
  const providers = one.providers.map((provider) => provider.name).join(', ');
  const names = one.channels.map((channel) => channelNames[channel as keyof typeof channelNames] ?? channel);
  return [
    `${one.name} (${names.join(', ')}): ${methodFacts[one.method].statement}`,
    providers === '' ? '' : `Providers: ${providers}.`,
    one.storesAccountData ? kept : notKept,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** What a proposed paragraph says of the method: the statement of today, or the label that stood there in earlier versions. */
const openings = integrationMethods.flatMap((method) => [
  { method, words: methodFacts[method].statement },
  { method, words: `${methodFacts[method].label}.` },
]);

/**
 * Whether a text still holds words that were once proposed for this integration and say something else than the register
 * does now. Only words of ours are judged: what a person wrote is theirs.
 */
export function describesDifferently(text: string, one: Integration): boolean {
  return text.split('\n\n').some((paragraph) => {
    if (!paragraph.startsWith(`${one.name} (`)) return false;
    const rest = paragraph.slice(paragraph.indexOf('): ', one.name.length) + 3);
    const opening = openings.find(({ words }) => rest.startsWith(words));
    if (!opening) return false;
    const saysKept = rest.includes(` ${kept}`);
    const saysNotKept = rest.includes(` ${notKept}`);
    return (
      opening.method !== one.method ||
      (saysKept && !one.storesAccountData) ||
      (saysNotKept && one.storesAccountData)
    );
  });
}
