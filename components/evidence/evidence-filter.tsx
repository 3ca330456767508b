import Form from 'next/form';
import Link from 'next/link';
import { Search } from '@/components/ui/icons';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { evidenceTypes } from '@/lib/catalogue/model';
import { evidenceTypeNames } from '@/lib/catalogue/words';
import type { EvidenceFilter as Filter } from '@/lib/evidence/model';
import {
  confidentialities,
  confidentialityNames,
  type EvidenceChoices,
  maxEvidenceTag,
} from '@/lib/evidence/model/fields';
import { evidenceQuery, isNarrowed } from '@/lib/evidence/rules';
import { TagList } from './fields/more-fields';
import { libraryHref } from './library-href';

/** Search and filters as a plain form: the state is the address, and it works without script. */
export function EvidenceFilter({ filter, choices }: { filter: Filter; choices: EvidenceChoices }) {
  const { view, sort, isReversed, ownerId } = filter;
  const key = evidenceQuery({ ...filter, cursor: '' });
  const kept = new URLSearchParams(evidenceQuery({ view, sort, isReversed }));
  const known = ['', 'me', ...choices.owners.map(({ userId }) => userId)];
  const owners = [
    { value: 'me', label: 'Mine' },
    ...choices.owners.map(({ userId, name }) => ({ value: userId, label: name })),
    ...(known.includes(ownerId) ? [] : [{ value: ownerId, label: 'Somebody else' }]),
  ];
  return (
    <Form
      action="/evidence"
      role="search"
      aria-label="Search the evidence"
      className="flex flex-wrap items-end gap-3 px-(--gutter) py-2.5"
    >
      {[...kept].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
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
        className="w-60 max-md:w-full"
      />
      <SelectField
        key={`t${key}`}
        name="type"
        label="Type"
        labelHidden
        placeholder="Any type"
        defaultValue={filter.evidenceType}
        options={evidenceTypes.map((type) => ({ value: type, label: evidenceTypeNames[type] }))}
        className="w-40 max-md:w-[calc(50%-0.375rem)]"
      />
      <SelectField
        key={`o${key}`}
        name="owner"
        label="Owner"
        labelHidden
        placeholder="Any owner"
        defaultValue={ownerId}
        options={owners}
        className="w-36 max-md:w-[calc(50%-0.375rem)]"
      />
      <TextField
        key={`g${key}`}
        name="tag"
        label="Tag"
        labelHidden
        placeholder="Tag"
        defaultValue={filter.tag}
        maxLength={maxEvidenceTag}
        list="evidence-tags"
        autoComplete="off"
        className="w-28 max-md:w-[calc(50%-0.375rem)]"
      />
      <TagList id="evidence-tags" tags={choices.tags} />
      <SelectField
        key={`c${key}`}
        name="level"
        label="Confidentiality"
        labelHidden
        placeholder="Any level"
        defaultValue={filter.confidentiality.toLowerCase()}
        options={confidentialities.map((level) => ({
          value: level.toLowerCase(),
          label: confidentialityNames[level],
        }))}
        className="w-32 max-md:w-[calc(50%-0.375rem)]"
      />
      <SubmitButton variant="default" icon={<Search />}>
        Search
      </SubmitButton>
      {isNarrowed(filter) && (
        <Link href={libraryHref({ view, sort, isReversed })} className="link self-center">
          Clear
        </Link>
      )}
    </Form>
  );
}
