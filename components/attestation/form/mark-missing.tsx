'use client';

import type { ReactNode } from 'react';
import { ActionFormContext, useActionForm } from '@/components/ui/action-form-context';
import type { MissingField } from '@/lib/attestation/rules/missing-fields';

type MarkMissingProps = { missing: readonly MissingField[]; children: ReactNode };

/** Says at each field inside what a saved part still lacks. What the server refused comes first. */
export function MarkMissing({ missing, children }: MarkMissingProps) {
  const form = useActionForm();
  const lacks = Object.fromEntries(missing.map(({ field, words }) => [field, [`Missing: ${words}.`]]));
  return (
    <ActionFormContext value={{ ...form, fieldErrors: { ...lacks, ...form.fieldErrors } }}>
      {children}
    </ActionFormContext>
  );
}
