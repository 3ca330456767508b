'use client';

import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { showToast } from '@/components/ui/toast-store';
import type { ActionResult } from '@/lib/platform/result';

type NameFormProps = {
  name: string;
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

export function NameForm({ name, action }: NameFormProps) {
  return (
    <section aria-labelledby="name-title">
      <h2 id="name-title">Name</h2>
      <ActionForm
        action={action}
        className="mt-2 grid max-w-sm gap-3"
        onSuccess={() => showToast({ message: 'Name saved' })}
      >
        <TextField
          name="name"
          label="Your name"
          hint="Stands beside your answers and signatures from now on; earlier ones keep the name of then."
          defaultValue={name}
          autoComplete="name"
        />
        <div>
          <SubmitButton variant="default" busyText="Saving">
            Save name
          </SubmitButton>
        </div>
      </ActionForm>
    </section>
  );
}
