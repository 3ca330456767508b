import 'server-only';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { seal, unseal } from '@/lib/platform/seal';

const SEALED_FOR = 'webhook';
const target = z.strictObject({ url: z.string(), secret: z.string() });

/** A secret of 192 bits in the form that Standard Webhooks names. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`;
}

export function sealTarget(organizationId: string, value: z.infer<typeof target>): string {
  return seal(SEALED_FOR, organizationId, JSON.stringify(value));
}

/** Null when it was not sealed with our key for this organization. */
export function openTarget(organizationId: string, sealed: string): z.infer<typeof target> | null {
  const text = unseal(SEALED_FOR, organizationId, sealed);
  return text === null ? null : target.parse(JSON.parse(text));
}
