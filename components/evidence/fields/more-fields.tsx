'use client';

import { useId } from 'react';
import { useActionForm } from '@/components/ui/action-form-context';
import { ChevronRight } from '@/components/ui/icons';
import { SelectField } from '@/components/ui/select-field';
import { DateField, TextField } from '@/components/ui/text-field';
import {
  confidentialities,
  confidentialityNames,
  type EvidenceChoices,
  type EvidenceOwner,
  maxSource,
} from '@/lib/evidence/model/fields';

export type MoreValues = {
  collectedOn?: string | null | undefined;
  coversFrom?: string | null | undefined;
  coversTo?: string | null | undefined;
  owner?: EvidenceOwner | null | undefined;
  confidentiality?: string | undefined;
  source?: string | undefined;
  tags?: readonly string[] | undefined;
};

type MoreFieldsProps = {
  values?: MoreValues;
  today: string;
  /** Whom and what there is to choose from; without it, whoever adds it answers for it. */
  choices?: EvidenceChoices | undefined;
  /** For forms that say the day of collecting nowhere else. */
  asksCollectedOn?: boolean;
};

const names = ['collectedOn', 'coversFrom', 'coversTo', 'ownerId', 'confidentiality', 'source', 'tags'];

/** What is said more rarely. It opens by itself where something in it is set or wrong. */
export function MoreFields({ values, today, choices, asksCollectedOn = false }: MoreFieldsProps) {
  const { fieldErrors } = useActionForm();
  const isWrong = names.some((name) => (fieldErrors[name]?.length ?? 0) > 0);
  return (
    <details className="group" open={isWrong || isSet(values, asksCollectedOn) || undefined}>
      <summary className="inline-flex min-h-6 items-center gap-1.5 text-accent">
        <ChevronRight className="group-open:rotate-90" />
        More details
        <small className="text-ink-3">
          {choices ? 'owner, ' : ''}
          {asksCollectedOn ? 'collected on, ' : ''}period, source, tags, confidentiality
        </small>
      </summary>
      <div className="grid gap-4 pt-3">
        <DetailFields values={values} today={today} choices={choices} asksCollectedOn={asksCollectedOn} />
      </div>
    </details>
  );
}

/** The same without the fold. */
export function DetailFields({ values, today, choices, asksCollectedOn }: MoreFieldsProps) {
  const listId = useId();
  return (
    <>
      {choices && <OwnerField owner={values?.owner} choices={choices} />}
      {asksCollectedOn && (
        <DateField
          name="collectedOn"
          label="Collected on"
          optionalMark="optional"
          max={today}
          defaultValue={values?.collectedOn ?? ''}
        />
      )}
      <div className="flex flex-wrap gap-4">
        <DateField
          name="coversFrom"
          label="Covers from"
          optionalMark="optional"
          max={today}
          defaultValue={values?.coversFrom ?? ''}
        />
        <DateField
          name="coversTo"
          label="Covers to"
          optionalMark="optional"
          hint="The period that it proves something about."
          defaultValue={values?.coversTo ?? ''}
          className="max-w-60!"
        />
      </div>
      <TextField
        name="source"
        label="Source"
        optionalMark="optional"
        hint="The system or person that it comes from."
        maxLength={maxSource}
        autoComplete="off"
        defaultValue={values?.source}
      />
      <TextField
        name="tags"
        label="Tags"
        optionalMark="optional"
        hint="With commas between, for example: Quarter 3, network."
        autoComplete="off"
        list={choices ? listId : undefined}
        defaultValue={values?.tags?.join(', ')}
      />
      {choices && <TagList id={listId} tags={choices.tags} />}
      <SelectField
        name="confidentiality"
        label="Confidentiality"
        defaultValue={values?.confidentiality ?? 'INTERNAL'}
        options={confidentialities.map((level) => ({ value: level, label: confidentialityNames[level] }))}
        className="max-w-80"
      />
    </>
  );
}

/** Tags in use, as suggestions of a field. */
export function TagList({ id, tags }: { id: string; tags: readonly string[] }) {
  return (
    <datalist id={id}>
      {tags.map((tag) => (
        <option key={tag} value={tag} />
      ))}
    </datalist>
  );
}

function OwnerField({
  owner,
  choices: { owners, ownId },
}: {
  owner: EvidenceOwner | null | undefined;
  choices: EvidenceChoices;
}) {
  // Somebody who has left is named, and gone from the list once another is chosen.
  const before = owner?.hasLeft ? [{ value: owner.userId, label: `${owner.name} (no longer here)` }] : [];
  const chosen = owner === undefined ? (ownId ?? '') : (owner?.userId ?? '');
  const isListed = owner?.hasLeft || owners.some(({ userId }) => userId === chosen);
  return (
    <SelectField
      name="ownerId"
      label="Owner"
      hint="Answers for it and renews it."
      defaultValue={isListed ? chosen : ''}
      {...(!isListed && { placeholder: owner === undefined ? 'Me' : 'Nobody' })}
      options={[...before, ...owners.map(({ userId, name }) => ({ value: userId, label: name }))]}
      className="max-w-80"
    />
  );
}

function isSet(values: MoreValues | undefined, asksCollectedOn: boolean): boolean {
  if (!values) return false;
  const { coversFrom, coversTo, owner, confidentiality = 'INTERNAL', source, tags = [] } = values;
  const isText = [coversFrom, coversTo, source, asksCollectedOn && values.collectedOn].some((value) => value);
  return isText || owner?.hasLeft === true || confidentiality !== 'INTERNAL' || tags.length > 0;
}
