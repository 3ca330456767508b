import type { AttestationForm } from '@/lib/attestation/model/form';
import type { AttestationContent } from '@/lib/attestation/model/snapshot';
import { channelNames } from '@/lib/integration/model';
import type { Block } from '../model';
import { type Facts, part } from './part';
import { channelWords, dayOrDash, orDash, yesNo } from './words';

// Parts 1a to 2e: who was assessed, by whom, and what lies inside.

export function entityBlocks(content: AttestationContent): Block[] {
  const { entity } = content.form;
  const title = content.audience === 'MERCHANT' ? 'Assessed merchant' : 'Assessed service provider';
  const place = [entity.postalCode, entity.city].filter(Boolean).join(' ');
  return part('1a', title, [
    { label: 'Company', value: orDash(entity.companyName) },
    { label: 'Trading as', value: orDash(entity.tradingName) },
    {
      label: 'Address',
      value: orDash([entity.street, place, entity.region, entity.country].filter(Boolean).join(', ')),
    },
    { label: 'Website', value: orDash(entity.website) },
    { label: 'Contact', value: orDash([entity.contactName, entity.contactTitle].filter(Boolean).join(', ')) },
    { label: 'Telephone', value: orDash(entity.contactPhone) },
    { label: 'E-mail', value: orDash(entity.contactEmail) },
  ]);
}

export function assessorBlocks(form: AttestationForm): Block[] {
  const { assessor } = form;
  const items: Facts = [
    {
      label: 'Internal security assessor',
      value: assessor.isaInvolved ? orDash(assessor.isaNames) : notApplicable(assessor.isaInvolved),
    },
    {
      label: 'Qualified security assessor',
      value: assessor.qsaInvolved ? orDash(assessor.qsaCompany) : notApplicable(assessor.qsaInvolved),
    },
  ];
  if (assessor.qsaInvolved) {
    items.push(
      { label: 'Address', value: orDash(assessor.qsaAddress) },
      { label: 'Website', value: orDash(assessor.qsaWebsite) },
      { label: 'Lead assessor', value: orDash(assessor.qsaLeadName) },
      { label: 'Telephone', value: orDash(assessor.qsaLeadPhone) },
      { label: 'E-mail', value: orDash(assessor.qsaLeadEmail) },
      { label: 'Certificate number', value: orDash(assessor.qsaCertificateNumber) },
    );
  }
  return part('1b', 'Assessor', items);
}

function notApplicable(involved: boolean | null): string {
  return involved === null ? 'Not answered' : 'Not Applicable';
}

export function scopeBlocks(form: AttestationForm): Block[] {
  const blocks: Block[] = [];
  if (form.channels) {
    const { channels } = form;
    const covered = [
      channels.eCommerce && 'E_COMMERCE',
      channels.moto && 'MOTO',
      channels.cardPresent && 'CARD_PRESENT',
    ];
    blocks.push(
      ...part('2a', 'Payment channels', [
        { label: 'Covered', value: channelWords(covered.filter((channel) => typeof channel === 'string')) },
        { label: 'Channels left out', value: yesNo(channels.channelsExcluded) },
        ...channels.excluded.map((entry) => ({
          label: entry.channel ? channelNames[entry.channel] : 'Left out',
          value: orDash([entry.description, entry.reason].filter(Boolean).join(': ')),
        })),
      ]),
    );
  }
  if (form.services) {
    const { services } = form;
    blocks.push(
      ...part('2a', 'Services in this assessment', [
        ...services.included.map((service) => ({ label: 'Included', value: serviceWords(service) })),
        { label: 'Services left out', value: yesNo(services.servicesExcluded) },
        ...services.excluded.map((service) => ({
          label: 'Not included',
          value: `${serviceWords(service)}: ${orDash(service.reason)}`,
        })),
      ]),
    );
  }
  if (form.cardRole) {
    blocks.push(
      ...part(
        '2b',
        'Role with payment cards',
        form.cardRole.channels.map((entry) => ({
          label: channelNames[entry.channel],
          value: orDash(entry.description),
        })),
      ),
    );
  }
  if (form.providerRole) {
    blocks.push(
      ...part('2b', 'Role with payment cards', [
        { label: 'Account data', value: orDash(form.providerRole.accountData) },
        { label: 'Power over customers’ security', value: orDash(form.providerRole.customerSecurity) },
        { label: 'Components concerned', value: orDash(form.providerRole.affectingComponents) },
      ]),
    );
  }
  return blocks;
}

function serviceWords(service: { name: string; category: string | null; type: string }): string {
  return [service.name, service.type, service.category?.toLowerCase().replaceAll('_', ' ')]
    .filter(Boolean)
    .join(', ');
}

export function environmentBlocks(form: AttestationForm): Block[] {
  const { environment, locations } = form;
  return [
    ...part('2c', 'Payment environment', [
      { label: 'Connections', value: orDash(environment.connections) },
      { label: 'Critical components', value: orDash(environment.criticalComponents) },
      { label: 'Components that could affect security', value: orDash(environment.affectingComponents) },
      { label: 'Segmentation used', value: yesNo(environment.segmentationUsed) },
      ...(environment.segmentationDescription
        ? [{ label: 'How', value: environment.segmentationDescription }]
        : []),
    ]),
    { kind: 'heading', level: 3, text: 'Part 2d. Locations' },
    locations.locations.length > 0
      ? {
          kind: 'table',
          caption: 'Facilities in this assessment',
          columns: [
            { header: 'Kind of facility', share: 0.45 },
            { header: 'Number', share: 0.15, align: 'end' },
            { header: 'City and country', share: 0.4 },
          ],
          rows: locations.locations.map((place) => [
            orDash(place.facilityType),
            orDash(place.count),
            orDash(place.cityAndCountry),
          ]),
        }
      : { kind: 'paragraph', text: 'No location is named.', muted: true },
  ];
}

export function productBlocks(form: AttestationForm): Block[] {
  const title = 'Validated products and solutions';
  if (form.products) {
    const { products } = form;
    return [
      ...part('2e', title, [{ label: 'Used', value: yesNo(products.productsUsed) }]),
      ...(products.products.length > 0 ? [productTable(products.products)] : []),
    ];
  }
  const solution = form.p2peSolution ?? form.spocSolution;
  if (!solution) return [];
  return part('2e', title, [
    { label: 'Solution provider', value: orDash(solution.solutionProvider) },
    { label: 'Solution', value: orDash(solution.solutionName) },
    { label: 'Listing reference', value: orDash(solution.listingReference) },
    { label: 'Devices', value: orDash(solution.devices) },
    ...('reassessmentOn' in solution
      ? [{ label: 'Reassessment date', value: dayOrDash(solution.reassessmentOn) }]
      : [
          { label: 'Re-evaluation date', value: dayOrDash(solution.reevaluationOn) },
          { label: 'Annual checkpoint', value: dayOrDash(solution.annualCheckpointOn) },
        ]),
  ]);
}

function productTable(products: NonNullable<AttestationForm['products']>['products']): Block {
  return {
    kind: 'table',
    caption: 'Products and solutions on a list of the PCI SSC',
    columns: [
      { header: 'Name', share: 0.28 },
      { header: 'Version', share: 0.14 },
      { header: 'Standard', share: 0.2 },
      { header: 'Listing', share: 0.2 },
      { header: 'Ends', share: 0.18 },
    ],
    rows: products.map((product) => [
      orDash(product.name),
      orDash(product.version),
      orDash(product.standard),
      orDash(product.listingReference),
      dayOrDash(product.expiresOn),
    ]),
  };
}
