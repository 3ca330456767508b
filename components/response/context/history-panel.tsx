'use client';

import { Button } from '@/components/ui/button';
import { StatusGlyph } from '@/components/ui/status';
import { showToast } from '@/components/ui/toast-store';
import { findingNames } from '@/lib/catalogue/model';
import { fieldNames, type HistoryEntry, worksheetFields } from '@/lib/response/model';
import { changesTo, fieldsAtVersion, groupHistory, type HistoryGroup } from '@/lib/response/rules/history';
import { useChecklist, useChecklistState } from '../checklist-context';
import { knownFields } from '../store/row';
import { rowKeyOf } from '../store/state';
import { useAnswers } from '../use-answers';
import { shortTime } from '../words';

type HistoryPanelProps = { requirementNumber: string; rowNames: readonly string[]; onReload: () => void };

/** Who answered what, and when. An earlier answer can be put back: that is a new version, nothing is erased. */
export function HistoryPanel({ requirementNumber, rowNames, onReload }: HistoryPanelProps) {
  const { store } = useChecklist();
  const history = useChecklistState((state) => state.history[requirementNumber]);
  const groups = Array.isArray(history) ? groupHistory(history) : [];
  return (
    <section>
      <h2>History</h2>
      {history === undefined && <p className="text-ink-3">Loading</p>}
      {history === 'FAILED' && (
        <p className="text-ink-2">
          The history did not arrive.{' '}
          <button type="button" className="link" onClick={onReload}>
            Try again
          </button>
        </p>
      )}
      {Array.isArray(history) && groups.length === 0 && <p className="text-ink-3">Not answered yet.</p>}
      <ol className="log">
        {groups.map((group) => (
          <li key={`${group.row}-${group.version}`}>
            <time dateTime={group.at}>{shortTime(group.at, store.setting.timeZone, new Date())}</time>
            <span>
              <HistoryWords group={group} isYou={group.actorId === store.setting.person.userId} />
              {rowNames.length > 1 && <small>{rowNames[group.row]}</small>}
              <Restore
                group={group}
                requirementNumber={requirementNumber}
                history={history as HistoryEntry[]}
              />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function HistoryWords({ group, isYou }: { group: HistoryGroup; isYou: boolean }) {
  const who = isYou ? 'You' : group.actorName;
  const edited = editedWords(group);
  if (group.finding === undefined) return `${who} edited ${edited}`;
  if (group.finding === null) return `${who} cleared the answer${edited && `, edited ${edited}`}`;
  return (
    <>
      {who} set <StatusGlyph kind={group.finding} /> {findingNames[group.finding]}
      {edited && `, edited ${edited}`}
    </>
  );
}

function editedWords({ edited }: HistoryGroup): string {
  const sheet = edited.filter((field) => (worksheetFields as readonly string[]).includes(field));
  const words = edited
    .filter((field) => !sheet.includes(field))
    .map((field) => fieldNames[field].toLowerCase());
  const numbers = sheet.map((field) => (worksheetFields as readonly string[]).indexOf(field) + 1);
  if (sheet.length > 0) words.unshift(`worksheet part${sheet.length > 1 ? 's' : ''} ${numbers.join(', ')}`);
  return words.join(', ');
}

type RestoreProps = { group: HistoryGroup; requirementNumber: string; history: readonly HistoryEntry[] };

function Restore({ group, requirementNumber, history }: RestoreProps) {
  const { apply, undo } = useAnswers();
  const key = rowKeyOf(requirementNumber, group.row);
  const row = useChecklistState((state) => state.rows[key]);
  const locked = useChecklistState((state) => state.lock !== null);
  const fields = row && knownFields(row);
  if (locked || !row || !fields || group.version >= row.version) return null;
  const then = fieldsAtVersion({ version: row.version, fields }, history, group.row, group.version);
  const changes = then && changesTo(fields, then);
  if (!changes || Object.keys(changes).length === 0) return null;
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
