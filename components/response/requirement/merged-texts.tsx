import type { AnswerForm, ResponseField } from '@/lib/response/model';
import { type MergedPart, type MergedText, mergeField } from '@/lib/response/rules/merge';
import { differences, knownFields, localChanges } from '../store/row';
import type { RowState } from '../store/state';
import { fieldLabel } from '../words';

type MergedField = MergedText & { field: ResponseField };

/** The texts of a conflict put together, field by field, from what both began with. */
export function mergedTexts(row: RowState): MergedField[] {
  const theirs = row.conflict?.fields;
  if (!theirs) return [];
  const base = knownFields(row);
  const mine = Object.entries(differences(localChanges(row), theirs)) as [ResponseField, unknown][];
  return mine.flatMap(([field, text]) => {
    if (typeof text !== 'string' || field === 'finding' || field === 'planTargetOn') return [];
    const before = base && String(base[field] ?? '');
    return [{ field, ...mergeField(field, before, text, String(theirs[field] ?? '')) }];
  });
}

type MergedTextsProps = {
  merged: readonly MergedField[];
  theirName: string;
  form: Pick<AnswerForm, 'describesResults'>;
};

/** What keeping both texts would save, with who wrote which part. */
export function MergedTexts({ merged, theirName, form }: MergedTextsProps) {
  if (merged.length === 0) return null;
  return (
    <div className="merged">
      {merged.map(({ field, parts, clashes }) => (
        <section key={field}>
          <h3>
            Both together: {fieldLabel(field, form)}
            <small>{clashWords(clashes)}</small>
          </h3>
          <p>
            {parts.map((part, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, in their order
              <Part key={index} part={part} theirName={theirName} />
            ))}
          </p>
        </section>
      ))}
    </div>
  );
}

function clashWords(clashes: number): string {
  if (clashes === 0) return 'Nothing contradicts.';
  return clashes === 1 ? 'One part differs and stands twice.' : `${clashes} parts differ and stand twice.`;
}

function Part({ part, theirName }: { part: MergedPart; theirName: string }) {
  const { text, from, isRemoved, isClash } = part;
  if (from === 'BOTH') return isRemoved ? <del>{text}</del> : text;
  const who = from === 'MINE' ? 'You' : theirName;
  const words = isRemoved ? <del>{text}</del> : <ins>{text}</ins>;
  return (
    <span data-from={from} data-clash={isClash}>
      <small>{who}: </small>
      {words}
    </span>
  );
}
