'use client';

import { Button } from '@/components/ui/button';
import { StatusGlyph } from '@/components/ui/status';
import type { CarriedView } from '@/lib/carry-over/model';
import { filled } from '@/lib/carry-over/rules';
import { findingNames } from '@/lib/catalogue/model';
import { type ChecklistItem, responseFields } from '@/lib/response/model';
import { isUnanswered } from '@/lib/response/rules/progress';
import { useChecklist, useChecklistState } from '../checklist-context';
import { rowKeyOf } from '../store/state';
import { useAnswers } from '../use-answers';
import { fieldLabel, shortTime } from '../words';

type LastYearPanelProps = { item: ChecklistItem };

/** What was answered last year. It counts for nothing until somebody says that it is still so. */
export default function LastYearPanel({ item }: LastYearPanelProps) {
  const { requirementNumber, rowNames } = item;
  const { store, view } = useChecklist();
  const carried = useChecklistState((state) => state.carried[requirementNumber]);
  const locked = useChecklistState((state) => state.lock !== null);
  const { apply } = useAnswers();
  if (!carried) return null;
  const again = () =>
    apply(
      carried.rows.map(({ row, fields }) => [rowKeyOf(requirementNumber, row), filled(fields)] as const),
      `the answer of last year to ${requirementNumber}`,
    );
  return (
    <section>
      <h2>Last year</h2>
      {carried.rows.map((one) => (
        <div key={one.row} className="mb-1">
          <p className="flex flex-wrap items-center gap-x-1.5">
            {one.fields.finding && <StatusGlyph kind={one.fields.finding} />}
            {one.fields.finding && findingNames[one.fields.finding]}
            <small className="text-ink-3">
              {one.byName}
              {one.at && `, ${shortTime(one.at, view.timeZone, new Date())}`}
            </small>
          </p>
          {rowNames.length > 1 && <small className="block">{rowNames[one.row]}</small>}
          <Texts fields={one.fields} form={store.setting.form} />
        </div>
      ))}
      {carried.expiredEvidence.length > 0 && (
        <p className="tone-soon">Evidence ran out or does not count: {carried.expiredEvidence.join(', ')}</p>
      )}
      {!locked && isUnanswered(item) && (
        <Button size="sm" className="mt-1.5" onClick={again}>
          Still so this year
        </Button>
      )}
    </section>
  );
}

function Texts({
  fields,
  form,
}: {
  fields: CarriedView['rows'][number]['fields'];
  form: Parameters<typeof fieldLabel>[1];
}) {
  const texts = responseFields.filter(
    (field) => field !== 'finding' && typeof fields[field] === 'string' && fields[field] !== '',
  );
  if (texts.length === 0) return null;
  return (
    <dl className="mt-0.5">
      {texts.map((field) => (
        <div key={field}>
          <dt className="text-ink-3 text-small">{fieldLabel(field, form)}</dt>
          <dd className="line-clamp-4 whitespace-pre-wrap text-ink-2">{String(fields[field])}</dd>
        </div>
      ))}
    </dl>
  );
}
