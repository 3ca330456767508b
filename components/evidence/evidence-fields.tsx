import { SelectField } from '@/components/ui/select-field';
import { DateField, TextAreaField } from '@/components/ui/text-field';
import { evidenceTypes } from '@/lib/catalogue/model';
import { evidenceTypeNames } from '@/lib/catalogue/words';
import { formatDay } from '@/lib/platform/format';

type EvidenceFieldsProps = {
  values?: { evidenceType: string; collectedOn: string | null; validUntil: string | null; note: string };
  /** Today in the organization's time zone: nothing is collected later. */
  today: string;
  /** For a note the text is the evidence itself. */
  isNote?: boolean | undefined;
  isRenewal?: boolean | undefined;
};

/** What is said about any evidence: type, days, note. */
export function EvidenceFields({ values, today, isNote, isRenewal }: EvidenceFieldsProps) {
  return (
    <>
      {isNote && <NoteField value={values?.note} label="Note" />}
      <SelectField
        name="evidenceType"
        label="Type"
        optionalMark="optional"
        placeholder="None"
        defaultValue={values?.evidenceType}
        options={evidenceTypes.map((type) => ({ value: type, label: evidenceTypeNames[type] }))}
        className="max-w-80"
      />
      <DayFields item={values} today={today} isRenewal={isRenewal} />
      {!isNote && <NoteField value={values?.note} label="Remark" optionalMark="optional" />}
    </>
  );
}

type DayFieldsProps = {
  item: { collectedOn: string | null; validUntil: string | null } | undefined;
  today: string;
  /** Asked anew for a new version: its days are not those of the one before. */
  isRenewal?: boolean | undefined;
};

/** When it was collected, and until when it proves something. */
export function DayFields({ item, today, isRenewal }: DayFieldsProps) {
  const before = isRenewal ? item?.validUntil : null;
  return (
    <div className="flex flex-wrap gap-4">
      <DateField
        name="collectedOn"
        label="Collected on"
        optionalMark="optional"
        max={today}
        defaultValue={isRenewal ? today : (item?.collectedOn ?? '')}
      />
      <DateField
        name="validUntil"
        label="Valid until"
        optionalMark={before ? undefined : 'optional'}
        hint={
          before
            ? `The last day on which the new version proves something. Before: ${formatDay(before)}.`
            : 'The last day on which it still proves something.'
        }
        min={isRenewal ? today : undefined}
        defaultValue={isRenewal ? '' : (item?.validUntil ?? '')}
        className="max-w-60!"
      />
    </div>
  );
}

function NoteField({
  value,
  label,
  optionalMark,
}: {
  value: string | undefined;
  label: string;
  optionalMark?: string;
}) {
  return (
    <TextAreaField
      name="note"
      label={label}
      optionalMark={optionalMark}
      defaultValue={value}
      maxLength={10_000}
      rows={optionalMark ? 3 : 6}
      hint={
        optionalMark
          ? 'What it shows, and from which system.'
          : 'Who saw what, where and when. No card numbers.'
      }
    />
  );
}
