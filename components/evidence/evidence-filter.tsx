import Form from 'next/form';
import Link from 'next/link';
import { Search } from '@/components/ui/icons';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { evidenceTypes } from '@/lib/catalogue/model';
import { evidenceTypeNames } from '@/lib/catalogue/words';
import type { EvidenceFilter as Filter } from '@/lib/evidence/model';
import { evidenceQuery } from '@/lib/evidence/rules';
import { libraryHref } from './library-href';

/** Search and type as a plain form: the state is the address, and it works without script. */
export function EvidenceFilter({ filter }: { filter: Filter }) {
  const key = `${filter.query} ${filter.evidenceType}`;
  const view = new URLSearchParams(evidenceQuery({ view: filter.view })).get('view');
  return (
    <Form
      action="/evidence"
      role="search"
      aria-label="Search the evidence"
      className="flex flex-wrap items-end gap-3 px-(--gutter) py-2.5"
    >
      {view && <input type="hidden" name="view" value={view} />}
      <TextField
        key={`q${key}`}
        name="q"
        type="search"
        label="Name, file, requirement or hash"
        labelHidden
        placeholder="Name, file, requirement or hash"
        defaultValue={filter.query}
        maxLength={200}
        autoComplete="off"
        className="w-72 max-md:w-full"
      />
      <SelectField
        key={`t${key}`}
        name="type"
        label="Type"
        labelHidden
        placeholder="Any type"
        defaultValue={filter.evidenceType}
        options={evidenceTypes.map((type) => ({ value: type, label: evidenceTypeNames[type] }))}
        className="w-52 max-md:w-full"
      />
      <SubmitButton variant="default" icon={<Search />}>
        Search
      </SubmitButton>
      {(filter.query || filter.evidenceType) && (
        <Link href={libraryHref({ view: filter.view })} className="link self-center">
          Clear
        </Link>
      )}
    </Form>
  );
}
