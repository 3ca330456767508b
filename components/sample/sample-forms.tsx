'use client';

import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ActionResult } from '@/lib/platform/result';

export type SampleAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

/** Makes the sample and goes there; takes some seconds, says so and keeps its width. */
export function OpenSample({ action }: { action: SampleAction }) {
  return (
    <ActionForm action={action} className="grid justify-items-start gap-2">
      <SubmitButton variant="default" busyText="Making the sample">
        Open the sample organization
      </SubmitButton>
    </ActionForm>
  );
}

/** One click: nothing in the sample is worth a question. */
export function RemoveSample({ action, organizationId }: { action: SampleAction; organizationId: string }) {
  return (
    <ActionForm action={action} className="grid justify-items-start gap-2">
      <input type="hidden" name="organizationId" value={organizationId} />
      <SubmitButton variant="default" size="sm" busyText="Removing">
        Remove the sample
      </SubmitButton>
    </ActionForm>
  );
}
