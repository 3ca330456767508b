import type { FormPart } from '@/lib/attestation/model/form';
import { legalEntity, officer } from './company';

/** Values for each part of last year's attestations; what was carried over stays where it suffices. */
export function sampleFormPart(
  part: FormPart,
  carriedValues: unknown,
  { completedOn, channels }: { completedOn: string; channels: readonly string[] },
): Record<string, unknown> {
  const carried = (carriedValues ?? {}) as Record<string, unknown>;
  switch (part) {
    case 'entity':
      return {
        companyName: legalEntity.name,
        tradingName: legalEntity.tradingName,
        street: legalEntity.street,
        city: legalEntity.city,
        postalCode: legalEntity.postalCode,
        region: '',
        country: legalEntity.country,
        website: legalEntity.website,
        contactName: legalEntity.contactName,
        contactTitle: legalEntity.contactTitle,
        contactPhone: legalEntity.contactPhone,
        contactEmail: legalEntity.contactEmail,
      };
    case 'assessor':
      return { ...carried, isaInvolved: false, qsaInvolved: false };
    case 'channels':
      return { ...carried, channelsExcluded: false };
    case 'cardRole':
      return {
        channels: channels.map((channel) => ({
          channel,
          description:
            'Cards are typed at the provider or into its terminal; we keep a token and the last four digits.',
        })),
      };
    case 'environment':
      return {
        ...carried,
        connections:
          'Shop pages and terminals towards the payment provider; no other system of ours takes part.',
        criticalComponents: 'Web server of the checkout, terminals of the call centre',
        affectingComponents: 'Tag manager, content delivery network',
        segmentationUsed: true,
        segmentationDescription:
          'Payment segments are apart from the office network by firewall rules that are reviewed every six months.',
      };
    case 'locations':
      return {
        locations: [
          { facilityType: 'Head office', count: '1', cityAndCountry: 'Hamburg, Germany' },
          { facilityType: 'Call centre', count: '1', cityAndCountry: 'Bremen, Germany' },
        ],
      };
    case 'products':
      return { ...carried, productsUsed: false };
    case 'providers':
      return { ...carried, handleAccountData: true, manageInScope: true, couldAffectSecurity: true };
    case 'completion':
      return { completedOn, legalConstraint: false };
    case 'officer':
      return officer;
    case 'qsa':
    case 'isa':
      return { ...carried, involved: false };
    default:
      return carried;
  }
}
