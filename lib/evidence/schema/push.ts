import { z } from 'zod';
import { evidenceTypes } from '@/lib/catalogue/model';
import { holdsCardNumber } from '@/lib/platform/card-number';
import {
  calendarDay,
  lineText,
  longText,
  optionalWebAddress,
  requiredLine,
  requirementNumber,
  rowId,
} from '@/lib/platform/parse';
import { distinctTags, tidyTag } from '@/lib/tag/rules';
import { machineResults } from '../model/machine';

const day = calendarDay.nullable();
/** With an offset: a pipeline need not run where its organization is. */
const instant = z.iso.datetime({
  offset: true,
  error: 'Send a date and time with its offset, for example 2026-11-25T03:15:00Z.',
});

const tags = z
  .array(requiredLine(50, 'a tag').transform(tidyTag), 'Send a list of tags.')
  .max(20, 'Evidence has at most 20 tags.')
  .transform(distinctTags);

/** The program's own name for what it pushes again and again, such as "trivy/shop-api". */
const externalRef = z
  .string()
  .regex(/^[!-~]{1,200}$/, 'Send 1 to 200 letters, digits and signs, without spaces.')
  .refine((value) => !holdsCardNumber(value), 'This looks like a card number. Choose another reference.');

/**
 * What a program pushes. What is left out of a further run stays as it was; null takes it away. The texts are read for card
 * numbers like everything that people type.
 */
export const pushInput = z
  .strictObject({
    externalRef: externalRef.optional(),
    title: requiredLine(200, 'a title').optional(),
    tool: requiredLine(100, 'the name of the tool'),
    toolVersion: lineText(100).default(''),
    ranAt: instant.optional(),
    result: z.enum(machineResults, 'Send PASS, FAIL or INFO.').default('INFO'),
    summary: longText(10_000).default(''),
    source: lineText(200).default(''),
    runUrl: optionalWebAddress.default(''),
    evidenceType: z.enum(evidenceTypes, 'Choose one of the list.').nullable().optional(),
    collectedOn: calendarDay.optional(),
    coversFrom: day.optional(),
    coversTo: day.optional(),
    validUntil: day.optional(),
    confidentiality: z
      .enum(['PUBLIC', 'INTERNAL', 'CONFIDENTIAL'], 'Send PUBLIC, INTERNAL or CONFIDENTIAL.')
      .optional(),
    tags: tags.optional(),
    assessmentId: rowId.optional(),
    requirementNumbers: z
      .array(requirementNumber, 'Send a list of requirement numbers.')
      .min(1, 'Name at least one requirement.')
      .max(50, 'Name at most 50 requirements at a time.')
      .transform((numbers) => [...new Set(numbers)])
      .optional(),
  })
  .refine(({ assessmentId, requirementNumbers }) => !assessmentId === !requirementNumbers, {
    path: ['requirementNumbers'],
    message: 'Name the assessment and its requirements together, or neither.',
  });
export type PushInput = z.infer<typeof pushInput>;

/** Which requirements of an assessment an item is used for, as a program says it. */
export const useInput = z.strictObject({
  assessmentId: rowId,
  requirementNumbers: z
    .array(requirementNumber, 'Send a list of requirement numbers.')
    .min(1, 'Name at least one requirement.')
    .max(50, 'Name at most 50 requirements at a time.')
    .transform((numbers) => [...new Set(numbers)]),
});
