import { SelectField } from '@/components/ui/select-field';
import { DateField, TextAreaField } from '@/components/ui/text-field';
import { evidenceTypes } from '@/lib/catalogue/model';
import { evidenceTypeNames } from '@/lib/catalogue/words';
import type { EvidenceCadence, EvidenceChoices } from '@/lib/evidence/model/fields';
import { MoreFields, type MoreValues } from './fields/more-fields';
import { ValidUntil } from './fields/valid-until';

type EvidenceFieldsProps = {
  values?: MoreValues & {
    evidenceType: string;
    collectedOn: string | null;
    validUntil: string | null;
    note: string;
  };
  /** Today in the organization's time zone: nothing is collected later. */
  today: string;
  choices: EvidenceChoices;
  /** What it is used for asks for new proof so often. */
  cadence?: EvidenceCadence | null;
  /** For a note the text is the evidence itself. */
  isNote?: boolean | undefined;
  isRenewal?: boolean | undefined;
};

/** What is said about any evidence: type, days, note, and the rest folded away. */
export function EvidenceFields(props: EvidenceFieldsProps) {
  const { values, today, choices, cadence = null, isNote, isRenewal } = props;
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
      <DayFields item={values} today={today} isRenewal={isRenewal} cadence={cadence} />
      {!isNote && <NoteField value={values?.note} label="Remark" optionalMark="optional" />}
      <MoreFields {...(values && { values })} today={today} choices={choices} />
    </>
  );
}

type DayFieldsProps = {
  item: { collectedOn: string | null; validUntil: string | null } | undefined;
  today: string;
  /** Asked anew for a new version: its days are not those of the one before. */
  isRenewal?: boolean | undefined;
  /** How often its requirement asks for new proof. */
  cadence?: EvidenceCadence | null;
};

/** When it was collected, and until when it proves something. */
export function DayFields({ item, today, isRenewal, cadence = null }: DayFieldsProps) {
  return (
    <div className="flex flex-wrap gap-4">
      <DateField
        name="collectedOn"
        label="Collected on"
        optionalMark="optional"
        max={today}
        defaultValue={isRenewal ? today : (item?.collectedOn ?? '')}
      />
      <ValidUntil
        defaultValue={isRenewal ? '' : (item?.validUntil ?? '')}
        cadence={cadence}
        today={today}
        before={isRenewal ? item?.validUntil : null}
        min={isRenewal ? today : undefined}
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
