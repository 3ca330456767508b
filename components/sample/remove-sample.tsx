'use client';

import { type ComponentProps, lazy, Suspense } from 'react';
import { patiently } from '@/components/ui/patiently';

// Every page has the strip's place, and only those of a sample have the strip: the others do not load its form.
const Form = lazy(
  patiently(() => import('./sample-forms').then(({ RemoveSample }) => ({ default: RemoveSample }))),
);

/** The button that takes the sample away. */
export function RemoveSample(props: ComponentProps<typeof Form>) {
  return (
    <Suspense>
      <Form {...props} />
    </Suspense>
  );
}
