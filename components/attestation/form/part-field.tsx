import { CheckField, RadioGroup } from '@/components/ui/choice-field';
import { cx } from '@/components/ui/class-names';
import type { FieldSpec } from '@/lib/attestation/model/fields/spec';
import { fieldId } from '../place-href';
import { PlainInput } from './plain-input';
import { RowsInput } from './rows-input';

type PartFieldProps = {
  spec: FieldSpec;
  values: Readonly<Record<string, unknown>>;
  origins: Readonly<Partial<Record<string, string>>>;
  /** Rows that are given, in order: key and words. */
  given?: readonly { key: string; label: string; note?: string | undefined }[];
};

/** Short fields stand side by side, everything else takes the whole line. */
export const fieldGrid =
  'grid grid-cols-1 gap-4 sm:grid-cols-2 [&>*]:sm:col-span-2 [&>[data-short]]:sm:col-span-1';

/** One field of a part. What is asked after a yes shows itself by style alone, so its text is never lost. */
export function PartField({ spec, values, origins, given = [] }: PartFieldProps) {
  const value = values[spec.name];
  const origin = origins[spec.name];
  switch (spec.kind) {
    case 'YES_NO':
      return (
        <div className="group/question grid gap-4" id={fieldId(spec.name)}>
          <RadioGroup
            name={spec.name}
            label={spec.label}
            hint={spec.hint}
            optionalMark={origin}
            inline
            choices={[
              { value: 'yes', label: 'Yes' },
              { value: 'no', label: 'No' },
            ]}
            defaultValue={value === true ? 'yes' : value === false ? 'no' : undefined}
          />
          {spec.whenYes && (
            <div
              className={cx(
                fieldGrid,
                'hidden border-accent-line border-s-2 ps-4 group-has-[input[value=yes]:checked]/question:grid',
              )}
            >
              <Inner specs={spec.whenYes} values={values} origins={origins} />
            </div>
          )}
        </div>
      );
    case 'TICK':
      return (
        <div className="group/tick grid gap-3">
          <CheckField
            id={fieldId(spec.name)}
            name={spec.name}
            label={spec.label}
            hint={spec.hint}
            defaultChecked={value === true}
          />
          {spec.whenYes && (
            <div className="hidden gap-4 ps-6 group-has-[input:checked]/tick:grid">
              <Inner specs={spec.whenYes} values={values} origins={origins} />
            </div>
          )}
        </div>
      );
    case 'ROWS':
      return (
        <RowsInput
          name={spec.name}
          label={spec.label}
          hint={spec.hint}
          row={spec.row}
          columns={spec.columns}
          values={rowsOf(value)}
          origin={origin}
        />
      );
    case 'GIVEN_ROWS':
      return (
        <div className="grid gap-5">
          {given.map(({ key, label, note }, index) => (
            <GivenRow
              key={key}
              {...{ spec, index, label, note }}
              rowKey={key}
              value={value}
              origin={origin}
            />
          ))}
        </div>
      );
    default:
      return (
        <div data-short={spec.kind === 'LINE' || spec.kind === 'DAY' || undefined}>
          <PlainInput spec={spec} name={spec.name} value={value} origin={origin} />
        </div>
      );
  }
}

function Inner({ specs, ...rest }: Omit<PartFieldProps, 'spec'> & { specs: readonly FieldSpec[] }) {
  return specs.map((inner) => <PartField key={inner.name} spec={inner} {...rest} />);
}

type GivenRowProps = {
  spec: Extract<FieldSpec, { kind: 'GIVEN_ROWS' }>;
  index: number;
  rowKey: string;
  label: string;
  note?: string | undefined;
  value: unknown;
  origin: string | undefined;
};

/** One given row: with a note there is nothing to answer, the row only says why. */
function GivenRow({ spec, index, rowKey, label, note, value, origin }: GivenRowProps) {
  const row = rowsOf(value).find((one) => one[spec.key] === rowKey) ?? {};
  const [only, ...others] = spec.columns;
  const name = `${spec.name}.${index}`;
  if (note) {
    return (
      <div className="grid gap-0.5">
        <p className="font-medium">{label}</p>
        <p className="text-ink-2">{note}</p>
      </div>
    );
  }
  if (only?.kind === 'CHOICE' && others.length === 0) {
    const answer = row[only.name];
    return (
      <div id={fieldId(`${name}.${only.name}`)}>
        <input type="hidden" name={`${name}.${spec.key}`} value={rowKey} />
        <RadioGroup
          name={`${name}.${only.name}`}
          label={label}
          optionalMark={typeof answer === 'string' ? origin : undefined}
          inline
          choices={only.choices}
          defaultValue={typeof answer === 'string' ? answer : undefined}
        />
      </div>
    );
  }
  return (
    <fieldset className="grid gap-3 border-line border-t pt-3">
      <legend className="float-left font-medium">
        {label} {origin && <small className="text-ink-3">{origin}</small>}
      </legend>
      <input type="hidden" name={`${name}.${spec.key}`} value={rowKey} />
      <div className="clear-both grid gap-3">
        {spec.columns.map((column) => (
          <PlainInput
            key={column.name}
            spec={column}
            name={`${name}.${column.name}`}
            value={row[column.name]}
          />
        ))}
      </div>
    </fieldset>
  );
}

function rowsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
}
