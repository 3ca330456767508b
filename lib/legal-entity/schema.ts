import { z } from 'zod';
import {
  identifierText,
  lineText,
  longText,
  optionalCalendarDay,
  optionalEmailAddress,
  optionalWebAddress,
  requiredLine,
  rowVersion,
  tickBox,
} from '@/lib/platform/parse';
import { entityTypes } from './model';

const entityType = z.enum(entityTypes, 'Choose merchant or service provider.');
const entityName = requiredLine(200, 'the company’s name');

/** Part 1a of the attestation: who is assessed and whom to ask. */
export const legalEntityInput = z.strictObject({
  name: entityName,
  tradingName: lineText(200).default(''),
  entityType,
  street: lineText(200).default(''),
  postalCode: lineText(20).default(''),
  city: lineText(100).default(''),
  region: lineText(100).default(''),
  country: lineText(60).default(''),
  website: optionalWebAddress.default(''),
  contactName: lineText(120).default(''),
  contactTitle: lineText(120).default(''),
  contactPhone: lineText(50).default(''),
  contactEmail: optionalEmailAddress.default(''),
});
export type LegalEntityInput = z.infer<typeof legalEntityInput>;

export const changeLegalEntityInput = legalEntityInput.extend({ version: rowVersion });
export type ChangeLegalEntityInput = z.infer<typeof changeLegalEntityInput>;

/** The two facts that another form may ask for to add an entity on the way; the rest is filled in later. */
export const quickLegalEntityInput = legalEntityInput.pick({ name: true, entityType: true });
export type QuickLegalEntityInput = z.infer<typeof quickLegalEntityInput>;

export const acquirerInput = z.strictObject({
  name: requiredLine(200, 'the acquirer’s name'),
  portalUrl: optionalWebAddress.default(''),
  contactName: lineText(120).default(''),
  contactEmail: optionalEmailAddress.default(''),
  contactPhone: lineText(50).default(''),
  nextDueOn: optionalCalendarDay.default(null),
  wantsActionPlan: tickBox,
  rules: longText(4000).default(''),
});
export type AcquirerInput = z.infer<typeof acquirerInput>;

export const changeAcquirerInput = acquirerInput.extend({ version: rowVersion });
export type ChangeAcquirerInput = z.infer<typeof changeAcquirerInput>;

/** Digits and letters with the separators that acquirers print; a merchant id is an identifier, never a number. */
export const merchantIdInput = z.strictObject({
  acquirerId: z.uuid('Choose the acquirer that gave out this merchant id.'),
  number: identifierText(50)
    .refine((value) => value.length > 0, 'Enter the merchant id.')
    .refine(
      (value) => /^[\p{L}\p{Nd}][\p{L}\p{Nd} ./_-]*$/u.test(value),
      'Use letters, digits, spaces and . / _ - only.',
    ),
  note: lineText(200).default(''),
});
export type MerchantIdInput = z.infer<typeof merchantIdInput>;
