import { z } from 'zod';
import { calendarDay, longText, requiredLine, rowId, rowVersion } from '@/lib/platform/parse';
import { maxRiskLine, maxRiskText } from './model';

const requiredText = (what: string) =>
  longText(maxRiskText).refine((value) => value.trim() !== '', `Write ${what}.`);

const facts = {
  row: z.int().min(0).max(99).nullable().default(null),
  risk: requiredText('what is accepted'),
  reason: requiredText('why it is accepted'),
  acceptedByName: requiredLine(maxRiskLine, 'who accepted it'),
  acceptedByRole: requiredLine(maxRiskLine, 'their role'),
  acceptedOn: calendarDay,
  reviewOn: calendarDay,
};

export const acceptRiskInput = z.strictObject(facts);
export type AcceptRiskInput = z.infer<typeof acceptRiskInput>;

export const changeAcceptedRiskInput = z.strictObject({
  acceptedRiskId: rowId,
  version: rowVersion,
  ...facts,
});
export type ChangeAcceptedRiskInput = z.infer<typeof changeAcceptedRiskInput>;

export const withdrawAcceptedRiskInput = z.strictObject({
  acceptedRiskId: rowId,
  version: rowVersion,
  reason: requiredLine(500, 'why it is withdrawn'),
});
export type WithdrawAcceptedRiskInput = z.infer<typeof withdrawAcceptedRiskInput>;
