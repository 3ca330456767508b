import { whyTooLong } from '@/lib/platform/text-length';
import {
  emptyResponse,
  maxName,
  maxText,
  type ResponseChanges,
  type ResponseField,
  type ResponseFields,
  type RowSummary,
  responseFields,
} from '@/lib/response/model';
import { type Fact, factBits, factsOf } from '@/lib/response/rules/facts';
import { isSameValue } from '@/lib/response/rules/history';
import type { RowState } from './state';

/** Pure steps of one answer row. The queue decides when they happen. */

export function hasChanges(changes: ResponseChanges): boolean {
  return Object.keys(changes).length > 0;
}

export function isWaiting(row: RowState): boolean {
  return hasChanges(row.pending) || row.save !== null;
}

/** What was changed here and is not acknowledged yet. */
export function localChanges(row: RowState): ResponseChanges {
  return { ...row.save?.changes, ...row.pending };
}

/** The texts as the person sees them; null while they are not fetched and may hold something. */
export function visibleFields(row: RowState): ResponseFields | null {
  const base = knownFields(row);
  return base && { ...base, ...localChanges(row) };
}

/** The server's texts. No fact means that there is no text: nothing has to be fetched. */
export function knownFields(row: Pick<RowState, 'fields' | 'facts' | 'finding'>): ResponseFields | null {
  return row.fields ?? (row.facts === 0 ? { ...emptyResponse, finding: row.finding } : null);
}

/** Finding and facts with the local changes, for lists and counts. */
export function visibleSummary(row: RowState): RowSummary {
  const changes = localChanges(row);
  return {
    version: row.version,
    finding: changes.finding === undefined ? row.finding : changes.finding,
    facts: applyFacts(row.facts, changes),
  };
}

function applyFacts(mask: number, changes: ResponseChanges): number {
  const written = factsOf({ ...emptyResponse, ...changes });
  return responseFields.reduce((result, field) => {
    if (field === 'finding' || changes[field] === undefined) return result;
    const bit = factBits[field satisfies Fact];
    return (result & ~bit) | (written & bit);
  }, mask);
}

const lines: readonly ResponseField[] = ['notTestedAskedBy', 'planOwner'];

/** Why a text cannot be saved as it is: it stays in its field, and is kept as a draft, until it fits. */
function problemOf(field: ResponseField, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return lines.includes(field) ? whyTooLong(value.trim(), maxName) : whyTooLong(value, maxText);
}

/** Adds an edit. A value that says the same as the server's is no change any more. */
export function edited(row: RowState, changes: ResponseChanges): RowState {
  const pending: ResponseChanges = { ...row.pending, ...changes };
  const known = knownFields(row);
  const errors = { ...row.errors };
  for (const field of Object.keys(changes) as ResponseField[]) {
    const problem = problemOf(field, changes[field]);
    if (problem) errors[field] = problem;
    else delete errors[field];
    const onItsWay = row.save !== null && field in row.save.changes;
    const server = field === 'finding' ? row.finding : known?.[field];
    const same =
      field === 'finding' ? server === pending.finding : known !== null && server === pending[field];
    if (same && !onItsWay) delete pending[field];
  }
  return { ...row, pending, errors };
}

/** What can travel: everything but values that the server has refused. */
export function sendable(row: RowState): ResponseChanges {
  const entries = Object.entries(row.pending) as [ResponseField, unknown][];
  return Object.fromEntries(entries.filter(([field]) => row.errors[field] === undefined));
}

/** What can travel becomes a save of its own; what is typed from now on is another one. */
export function withSave(row: RowState, id: string): RowState {
  const changes = sendable(row);
  const entries = Object.entries(row.pending) as [ResponseField, unknown][];
  const pending = Object.fromEntries(entries.filter(([field]) => !(field in changes)));
  return { ...row, save: { id, changes }, pending };
}

/** The server acknowledged what was on its way. */
export function acknowledged(
  row: RowState,
  saved: { version: number; savedAt: string; savedByName: string },
): RowState {
  const changes = row.save?.changes ?? {};
  return {
    ...row,
    version: saved.version,
    finding: changes.finding === undefined ? row.finding : changes.finding,
    facts: applyFacts(row.facts, changes),
    fields: withChanges(knownFields(row), changes),
    updatedAt: saved.savedAt,
    updatedByName: saved.savedByName,
    save: null,
  };
}

/** The server did not take the save: the changes wait again, newer typing on top. */
export function unsent(row: RowState): RowState {
  return row.save ? { ...row, pending: { ...row.save.changes, ...row.pending }, save: null } : row;
}

/** What an earlier page could not save, under what was typed here since. Its version is the one that the person saw. */
export function takenOver(row: RowState, left: Pick<RowState, 'version' | 'save' | 'pending'>): RowState {
  const pending = { ...left.pending, ...row.pending };
  if (left.version !== row.version) return { ...row, ...left, pending, fields: null };
  return left.save ? { ...row, save: left.save, pending } : edited({ ...row, pending: {} }, pending);
}

/** What the server holds now, from a fetch, another tab or a conflict. */
export function withServer(
  row: RowState,
  server: { version: number; fields: ResponseFields; updatedAt: string | null; updatedByName: string },
): RowState {
  return {
    ...row,
    version: server.version,
    finding: server.fields.finding,
    facts: factsOf(server.fields),
    fields: server.fields,
    updatedAt: server.updatedAt,
    updatedByName: server.updatedByName,
  };
}

/** Somebody saved in between. It does not matter when the server says what we say: only a real difference is a conflict. */
export function refusedAsStale(row: RowState, current: NonNullable<RowState['conflict']>): RowState {
  const back = unsent(row);
  return hasChanges(differences(back.pending, current.fields))
    ? { ...back, conflict: current }
    : { ...withServer(back, current), pending: {}, conflict: null };
}

/** The person's choice in a conflict: these changes go on top of the server's version. */
export function resolved(row: RowState, changes: ResponseChanges): RowState {
  if (!row.conflict) return row;
  const rest = differences(changes, row.conflict.fields);
  const errors = Object.fromEntries(Object.entries(row.errors).filter(([field]) => field in rest));
  return { ...withServer(row, row.conflict), pending: rest, errors, conflict: null };
}

/** Those of the changes that the given texts do not say already. */
export function differences(changes: ResponseChanges, fields: ResponseFields): ResponseChanges {
  const entries = Object.entries(changes) as [ResponseField, unknown][];
  return Object.fromEntries(entries.filter(([field, value]) => !isSameValue(value, fields[field])));
}

function withChanges(fields: ResponseFields | null, changes: ResponseChanges): ResponseFields | null {
  return fields && { ...fields, ...changes };
}

/** Whether what the screen has of a row is what the server has: nothing on its way, nothing refused or in conflict. */
export function isSettled(row: RowState | undefined): boolean {
  return row !== undefined && !isWaiting(row) && !row.conflict && Object.keys(row.errors).length === 0;
}
