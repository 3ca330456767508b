import type { FormPart } from '@/lib/attestation/model/form';
import type { Attested } from './attested';
import { legalEntity, officer } from './company';

/** Values for each part of last year's attestations; what was carried over stays where it suffices. */
export function sampleFormPart(
  part: FormPart,
  carriedValues: unknown,
  about: { completedOn: string; channels: readonly string[]; attested: Attested },
): Record<string, unknown> {
  const carried = (carriedValues ?? {}) as Record<string, unknown>;
  const { completedOn, channels } = about;
  const { role, excluded, environment, locations, products } = about.attested;
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
      return { ...carried, channelsExcluded: true, excluded };
    case 'cardRole':
      return { channels: channels.map((channel) => ({ channel, description: role })) };
    case 'environment':
      return environment;
    case 'locations':
      return { locations };
    case 'products':
      return { productsUsed: products.length > 0, products };
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
