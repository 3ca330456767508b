import { z } from 'zod';
import { lineText, requirementNumber, rowId } from '@/lib/platform/parse';
import { maxAgreedIn, maxAtOnce, responsibilities } from './model';

const version = z.int().nonnegative().max(2_147_483_646);
const responsibility = z.enum(responsibilities, 'Choose who meets it.').nullable();

/** One or several requirements of a provider at once, each with the version that the person has seen. */
export const recordResponsibilitiesInput = z.strictObject({
  serviceProviderId: rowId,
  requirements: z
    .array(z.strictObject({ requirementNumber, version }), 'Choose requirements.')
    .min(1, 'Choose at least one requirement.')
    .max(maxAtOnce)
    .refine(
      (all) => new Set(all.map((one) => one.requirementNumber)).size === all.length,
      'A requirement stands twice in this list.',
    ),
  responsibility,
  /** Missing: each keeps the note that it has. */
  agreedIn: lineText(maxAgreedIn).optional(),
});
export type RecordResponsibilitiesInput = z.infer<typeof recordResponsibilitiesInput>;

/** The same from the screen of one requirement, which the address names. */
export const panelResponsibilityInput = z.strictObject({
  serviceProviderId: rowId,
  version,
  responsibility,
  agreedIn: lineText(maxAgreedIn),
});
export type PanelResponsibilityInput = z.infer<typeof panelResponsibilityInput>;
