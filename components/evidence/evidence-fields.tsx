import { SelectField } from '@/components/ui/select-field';
import { DateField, TextAreaField } from '@/components/ui/text-field';
import { evidenceTypes } from '@/lib/catalogue/model';
import { evidenceTypeNames } from '@/lib/catalogue/words';

type EvidenceFieldsProps = {
  values?: { evidenceType: string; collectedOn: string | null; validUntil: string | null; note: string };
  /** Today in the organization's time zone: nothing is collected later. */
  today: string;
  /** For a note the text is the evidence itself. */
  isNote?: boolean;
};

/** What is said about any evidence: type, days, note. */
export function EvidenceFields({ values, today, isNote }: EvidenceFieldsProps) {
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
      <div className="flex flex-wrap gap-4">
        <DateField
          name="collectedOn"
          label="Collected on"
          optionalMark="optional"
          max={today}
          defaultValue={values?.collectedOn ?? ''}
        />
        <DateField
          name="validUntil"
          label="Valid until"
          optionalMark="optional"
          hint="The last day on which it still proves something."
          defaultValue={values?.validUntil ?? ''}
          className="max-w-60!"
        />
      </div>
      {!isNote && <NoteField value={values?.note} label="Remark" optionalMark="optional" />}
    </>
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
