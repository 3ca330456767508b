import { z } from 'zod';
import { requiredLine, rowId, rowVersion } from '@/lib/platform/parse';

export const changeQuestionnaireInput = z.strictObject({
  decisionId: rowId,
  version: rowVersion,
  /** What it is called from then on; missing: what it was called. */
  name: requiredLine(120, 'a name for this assessment').optional(),
});
export type ChangeQuestionnaireInput = z.infer<typeof changeQuestionnaireInput>;
