'use client';

import { memo, useDeferredValue, useMemo, useState } from 'react';
import { Button } from '@/components/ui/button';
import { StatusGlyph } from '@/components/ui/status';
import { showToast } from '@/components/ui/toast-store';
import { TryAgain } from '@/components/ui/try-again';
import { findingNames } from '@/lib/catalogue/model';
import {
  type AnswerForm,
  type HistoryEntry,
  type RequirementEvent,
  type ResponseFields,
  worksheetFields,
} from '@/lib/response/model';
import {
  changesTo,
  eventWords,
  fieldsAtVersion,
  type HistoryGroup,
  historyLines,
} from '@/lib/response/rules/history';
import { useChecklist, useChecklistState } from '../checklist-context';
import { knownFields } from '../store/row';
import { type RowKey, rowKeyOf } from '../store/state';
import { useAnswers } from '../use-answers';
import { fieldLabel, shortTime } from '../words';
import { HistoryChanges } from './history-changes';

/** The newest; a row that was answered for a year has hundreds. */
const SHOWN_AT_FIRST = 15;

const none: readonly RequirementEvent[] = [];

type HistoryPanelProps = { requirementNumber: string; rowNames: readonly string[]; onReload: () => void };

/**
 * Who answered what, who said what of it, and when. An earlier answer can be put back: that is a new version, nothing is
 * erased. Mount it with the requirement as its key. What a save adds to it is drawn when there is time: the next answer does
 * not wait for that.
 */
export const HistoryPanel = memo(function HistoryPanel(props: HistoryPanelProps) {
  const { requirementNumber, rowNames, onReload } = props;
  const history = useDeferredValue(useChecklistState((state) => state.history[requirementNumber]));
  const events = useDeferredValue(useChecklistState((state) => state.events[requirementNumber]));
  return (
    <section>
      <h2>History</h2>
      {history === undefined && <p className="text-ink-3">Loading</p>}
      {history === 'FAILED' && (
        <p className="text-ink-2">
          The history did not arrive. <TryAgain isLink onAgain={onReload} />
        </p>
      )}
      {Array.isArray(history) && history.length + (events?.length ?? 0) === 0 && (
        <p className="text-ink-3">Not answered yet.</p>
      )}
      {Array.isArray(history) && history.length + (events?.length ?? 0) > 0 && (
        <HistoryLog
          requirementNumber={requirementNumber}
          rowNames={rowNames}
          history={history}
          events={events ?? none}
        />
      )}
    </section>
  );
});

type HistoryLogProps = {
  requirementNumber: string;
  rowNames: readonly string[];
  history: readonly HistoryEntry[];
  events: readonly RequirementEvent[];
};

const HistoryLog = memo(function HistoryLog({
  requirementNumber,
  rowNames,
  history,
  events,
}: HistoryLogProps) {
  const { store } = useChecklist();
  const lines = useMemo(() => historyLines(history, events), [history, events]);
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? lines : lines.slice(0, SHOWN_AT_FIRST);
  const nameOf = ({ actorId, actorName }: { actorId: string | null; actorName: string }) =>
    actorId === store.setting.person.userId ? 'You' : actorName;
  return (
    <>
      <ol className="log">
        {shown.map((line) => (
          <li
            key={
              'event' in line
                ? `${line.event.type} ${line.at} ${line.event.reason}`
                : `${line.group.row}-${line.group.version}`
            }
          >
            <time dateTime={line.at}>{shortTime(line.at, store.setting.timeZone, new Date())}</time>
            {'event' in line ? (
              <span>
                {nameOf(line.event)} {eventWords[line.event.type]}
                {line.event.reason && <small className="whitespace-pre-wrap">{line.event.reason}</small>}
              </span>
            ) : (
              <span>
                <HistoryWords group={line.group} form={store.setting.form} who={nameOf(line.group)} />
                {rowNames.length > 1 && <small>{rowNames[line.group.row]}</small>}
                <HistoryChanges group={line.group} form={store.setting.form} />
                <Restore group={line.group} requirementNumber={requirementNumber} history={history} />
              </span>
            )}
          </li>
        ))}
      </ol>
      {shown.length < lines.length && (
        <button type="button" className="link" onClick={() => setWhole(true)}>
          Show all {lines.length}
        </button>
      )}
    </>
  );
});

function HistoryWords({ group, form, who }: { group: HistoryGroup; form: AnswerForm; who: string }) {
  const edited = editedWords(group, form);
  if (group.finding === undefined) return `${who} edited ${edited}`;
  if (group.finding === null) return `${who} cleared the answer${edited && `, edited ${edited}`}`;
  return (
    <>
      {who} set <StatusGlyph kind={group.finding} /> {findingNames[group.finding]}
      {edited && `, edited ${edited}`}
    </>
  );
}

function editedWords({ edited }: HistoryGroup, form: AnswerForm): string {
  const sheet = edited.filter((field) => (worksheetFields as readonly string[]).includes(field));
  const words = edited
    .filter((field) => !sheet.includes(field))
    .map((field) => fieldLabel(field, form).toLowerCase());
  const numbers = sheet.map((field) => (worksheetFields as readonly string[]).indexOf(field) + 1);
  if (sheet.length > 0) words.unshift(`worksheet part${sheet.length > 1 ? 's' : ''} ${numbers.join(', ')}`);
  return words.join(', ');
}

type RestoreProps = { group: HistoryGroup; requirementNumber: string; history: readonly HistoryEntry[] };

function Restore({ group, requirementNumber, history }: RestoreProps) {
  const { apply, undo } = useAnswers();
  const key = rowKeyOf(requirementNumber, group.row);
  const current = useAcknowledged(key);
  const locked = useChecklistState((state) => state.lock !== null);
  const changes = useMemo(() => {
    if (!current || group.version >= current.version) return null;
    const then = fieldsAtVersion(current, history, group.row, group.version);
    return then && changesTo(current.fields, then);
  }, [current, history, group.row, group.version]);
  if (locked || !changes || Object.keys(changes).length === 0) return null;
  const restore = () => {
    apply([[key, changes]], 'the restored answer');
    showToast({
      message: `The earlier answer to ${requirementNumber} is back.`,
      action: { text: 'Undo', keyCap: 'Z', run: undo },
    });
  };
  return (
    <Button
      variant="ghost"
      size="sm"
      className="log-restore"
      onClick={restore}
      label={`Restore version ${group.version}`}
    >
      Restore
    </Button>
  );
}

/** What the server holds of a row, in time with the history; the same object while only something is typed. */
function useAcknowledged(key: RowKey): { version: number; fields: ResponseFields } | null {
  const version = useChecklistState((state) => state.rows[key]?.version);
  const finding = useChecklistState((state) => state.rows[key]?.finding ?? null);
  const facts = useChecklistState((state) => state.rows[key]?.facts ?? 0);
  const known = useChecklistState((state) => state.rows[key]?.fields ?? null);
  const row = useMemo(() => {
    const fields = knownFields({ fields: known, facts, finding });
    return version !== undefined && fields ? { version, fields } : null;
  }, [version, finding, facts, known]);
  return useDeferredValue(row);
}
