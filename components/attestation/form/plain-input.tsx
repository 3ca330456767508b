import { SelectField } from '@/components/ui/select-field';
import { DateField, TextAreaField, TextField } from '@/components/ui/text-field';
import type { PlainField } from '@/lib/attestation/model/fields/spec';
import { fieldId } from '../place-href';

type PlainInputProps = {
  spec: PlainField;
  /** Full name in the form: "locations.0.count". */
  name: string;
  value: unknown;
  /** Beside the label, after what is optional: where a proposed value comes from. */
  origin?: string | undefined;
  className?: string;
};

/** One field of the form that is neither a yes-or-no question nor a list. */
export function PlainInput({ spec, name, value, origin, className }: PlainInputProps) {
  const words = {
    id: fieldId(name),
    name,
    label: spec.label,
    hint: spec.hint,
    optionalMark: [spec.optional, origin].filter(Boolean).join(', '),
    className,
  };
  const text = typeof value === 'string' ? value : '';
  switch (spec.kind) {
    case 'LINE':
      return (
        <TextField
          {...words}
          type={spec.input === 'numeric' ? 'text' : spec.input}
          inputMode={spec.input === 'numeric' ? 'numeric' : undefined}
          defaultValue={text}
          maxLength={300}
        />
      );
    case 'TEXT':
      return <TextAreaField {...words} defaultValue={text} />;
    case 'DAY':
      return <DateField {...words} defaultValue={text} />;
    case 'CHOICE':
      return <SelectField {...words} options={spec.choices} placeholder="Choose one" defaultValue={text} />;
  }
}
