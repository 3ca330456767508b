export const entityTypes = ['MERCHANT', 'SERVICE_PROVIDER'] as const;
export type EntityType = (typeof entityTypes)[number];

export const entityTypeNames: Record<EntityType, string> = {
  MERCHANT: 'Merchant',
  SERVICE_PROVIDER: 'Service provider',
};

/** Which rows a register list shows. */
export type RegisterFilter = 'active' | 'archived';

export type LegalEntityListItem = {
  legalEntityId: string;
  name: string;
  tradingName: string;
  entityType: EntityType;
  place: string;
  merchantIdCount: number;
  integrationCount: number;
};

export type LegalEntityView = {
  legalEntityId: string;
  name: string;
  tradingName: string;
  entityType: EntityType;
  street: string;
  postalCode: string;
  city: string;
  region: string;
  country: string;
  website: string;
  contactName: string;
  contactTitle: string;
  contactPhone: string;
  contactEmail: string;
  version: number;
  isArchived: boolean;
};

export type MerchantIdView = {
  merchantIdId: string;
  number: string;
  note: string;
  acquirer: NamedRow;
  legalEntity: NamedRow;
  isArchived: boolean;
};

export type AcquirerListItem = {
  acquirerId: string;
  name: string;
  portalUrl: string;
  contactName: string;
  nextDueOn: string | null;
  wantsActionPlan: boolean;
  merchantIdCount: number;
};

export type AcquirerView = {
  acquirerId: string;
  name: string;
  portalUrl: string;
  contactName: string;
  contactEmail: string;
  contactPhone: string;
  nextDueOn: string | null;
  wantsActionPlan: boolean;
  rules: string;
  version: number;
  isArchived: boolean;
};

/** A name and an id, for choices in forms and links between records. */
export type NamedRow = { id: string; name: string };
