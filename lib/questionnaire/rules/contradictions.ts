import { channelNames, methodFacts } from '@/lib/integration/model';
import type { Contradiction } from '../model/conclusion';
import { joinWords } from './phrases';
import type { Step } from './walk';

/** Where answers and the register of integrations differ: one of the two is wrong. */
export function contradictionsOf(steps: readonly Step[]): Contradiction[] {
  return steps.flatMap((step) => {
    const { ref } = step.question;
    const { integration } = ref;
    if (!integration || step.source === 'REGISTER') return [];
    const differ = (register: string): Contradiction[] => [
      {
        integrationId: integration.integrationId,
        name: integration.name,
        register,
        answered: step.statement,
      },
    ];
    switch (ref.kind) {
      case 'channels':
        return sameSet(step.values, integration.channels)
          ? []
          : differ(`Channels: ${joinWords(integration.channels.map((channel) => channelNames[channel]))}`);
      case 'way':
        return step.values[0] === integration.method || step.values[0] === 'DIFFERENT'
          ? []
          : differ(`How cards are taken: ${methodFacts[integration.method].label}`);
      case 'stored': {
        const stores = step.values[0] === 'YES';
        if (step.values[0] === 'UNSURE' || stores === integration.storesAccountData) return [];
        return differ(integration.storesAccountData ? 'Card data are stored' : 'No card data are stored');
      }
      default:
        return [];
    }
  });
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value) => other.includes(value));
}
