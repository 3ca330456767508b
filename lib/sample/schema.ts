import { z } from 'zod';
import { rowId } from '@/lib/platform/parse';

export const removeSampleInput = z.strictObject({ organizationId: rowId });
