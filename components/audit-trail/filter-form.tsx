import type { Route } from 'next';
import Form from 'next/form';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { ChevronDown, ListFilter, X } from '@/components/ui/icons';
import { SubmitButton } from '@/components/ui/submit-button';

/** One condition that holds now, and the address without it. */
export type FilterChip = { label: string; value: string; without: Route };

type FilterFormProps = {
  path: '/audit-log' | '/audit-log/sign-ins';
  label: string;
  chips: readonly FilterChip[];
  /** Stands before the button that opens the rest. */
  search?: ReactNode;
  /** Stand outside of the form: they may have one of their own. */
  actions?: ReactNode;
  timeZone: string;
  children: ReactNode;
};

/** Filters as a plain form: the state is the address, so a view can be sent to somebody. Works without script. */
export function FilterForm({ path, label, chips, search, actions, timeZone, children }: FilterFormProps) {
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2 px-(--gutter) py-3">
      <Form
        key={chips.map((chip) => chip.label + chip.value).join()}
        action={path}
        role="search"
        aria-label={label}
        className="min-w-0 flex-1 max-md:basis-full"
      >
        <div className="flex flex-wrap items-center gap-2">
          {search}
          <details className="audit-more">
            <summary className="btn btn-sm w-fit">
              <ListFilter />
              Filters
              <ChevronDown className="size-3.5" />
            </summary>
            <div className="mt-2 flex flex-wrap items-end gap-3">
              {children}
              <SubmitButton variant="default">Show</SubmitButton>
            </div>
          </details>
          {chips.map((chip) => (
            <Link
              key={chip.label}
              href={chip.without}
              className="audit-chip"
              aria-label={`Remove the filter ${chip.label} ${chip.value}`}
            >
              {chip.label} <b>{chip.value}</b> <X className="size-3" />
            </Link>
          ))}
          {chips.length > 1 && (
            <Link href={path} className="link">
              Clear all
            </Link>
          )}
        </div>
      </Form>
      <span className="flex flex-wrap items-center gap-3">
        <span className="text-ink-3 text-small">Times in {timeZone}</span>
        {actions}
      </span>
    </div>
  );
}
