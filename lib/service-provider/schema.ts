import { z } from 'zod';
import {
  lineText,
  longText,
  optionalCalendarDay,
  optionalEmailAddress,
  optionalWebAddress,
  requiredLine,
  rowVersion,
  tickBox,
} from '@/lib/platform/parse';
import { findInDirectory } from './directory';
import { serviceProviderKinds } from './model';
import { proposeValidUntil } from './rules';

const directoryId = z
  .union([z.literal('').transform(() => null), z.null(), z.string().max(40)])
  .refine((id) => id === null || findInDirectory(id) !== null, 'Choose a provider of the directory.')
  .default(null);

const fields = z.strictObject({
  name: requiredLine(200, 'the provider’s name'),
  kind: z.enum(serviceProviderKinds, 'Choose what this provider is.'),
  directoryId,
  services: longText(1000).default(''),
  handlesAccountData: tickBox,
  managesInScope: tickBox,
  couldAffectSecurity: tickBox,
  attestationOn: optionalCalendarDay.default(null),
  attestationValidUntil: optionalCalendarDay.default(null),
  website: optionalWebAddress.default(''),
  contactName: lineText(120).default(''),
  contactEmail: optionalEmailAddress.default(''),
  notes: longText(4000).default(''),
});

type Fields = z.infer<typeof fields>;

/** The last day needs a first day, and is one year later unless the person says otherwise. */
function checkDays({ attestationOn, attestationValidUntil }: Fields, context: z.RefinementCtx): void {
  if (attestationValidUntil === null) return;
  if (attestationOn === null) {
    context.addIssue({
      code: 'custom',
      path: ['attestationOn'],
      message: 'Enter the date of the attestation as well.',
    });
  } else if (attestationValidUntil < attestationOn) {
    context.addIssue({
      code: 'custom',
      path: ['attestationValidUntil'],
      message: 'Enter a day that is not before the date of the attestation.',
    });
  }
}

function withProposedDay<F extends Fields>(input: F): F {
  if (input.attestationOn === null || input.attestationValidUntil !== null) return input;
  return { ...input, attestationValidUntil: proposeValidUntil(input.attestationOn) };
}

/** A third party in the sense of 12.8. */
export const serviceProviderInput = fields.superRefine(checkDays).transform(withProposedDay);
export type ServiceProviderInput = z.infer<typeof serviceProviderInput>;

export const changeServiceProviderInput = fields
  .extend({ version: rowVersion })
  .superRefine(checkDays)
  .transform(withProposedDay);
export type ChangeServiceProviderInput = z.infer<typeof changeServiceProviderInput>;

/** What another form may ask for to add a provider on the way; the rest is filled in later. */
export const quickServiceProviderInput = fields.pick({ name: true, kind: true, directoryId: true });
export type QuickServiceProviderInput = z.infer<typeof quickServiceProviderInput>;
