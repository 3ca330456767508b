import {
  emptyResponse,
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
  return hasChanges(row.pending) || row.inFlight !== null;
}

/** What was changed here and is not acknowledged yet. */
export function localChanges(row: RowState): ResponseChanges {
  return { ...row.inFlight, ...row.pending };
}

/** The texts as the person sees them; null while they are not fetched and may hold something. */
export function visibleFields(row: RowState): ResponseFields | null {
  const base = knownFields(row);
  return base && { ...base, ...localChanges(row) };
}

/** The server's texts. No fact means that there is no text: nothing has to be fetched. */
export function knownFields(row: RowState): ResponseFields | null {
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

/** Adds an edit. A value that says the same as the server's is no change any more. */
export function edited(row: RowState, changes: ResponseChanges): RowState {
  const pending: ResponseChanges = { ...row.pending, ...changes };
  const known = knownFields(row);
  const errors = { ...row.errors };
  for (const field of Object.keys(changes) as ResponseField[]) {
    delete errors[field];
    const onItsWay = row.inFlight !== null && field in row.inFlight;
    const uncertain = row.attempts.some((attempt) => field in attempt);
    const server = field === 'finding' ? row.finding : known?.[field];
    const same =
      field === 'finding' ? server === pending.finding : known !== null && server === pending[field];
    if (same && !onItsWay && !uncertain) delete pending[field];
  }
  return { ...row, pending, errors };
}

/** What can travel: everything but values that the server has refused. */
export function sendable(row: RowState): ResponseChanges {
  const entries = Object.entries(row.pending) as [ResponseField, unknown][];
  return Object.fromEntries(entries.filter(([field]) => row.errors[field] === undefined));
}

export function sent(row: RowState): RowState {
  const inFlight = sendable(row);
  const entries = Object.entries(row.pending) as [ResponseField, unknown][];
  return { ...row, inFlight, pending: Object.fromEntries(entries.filter(([field]) => !(field in inFlight))) };
}

/** The server acknowledged what was on its way. */
export function acknowledged(
  row: RowState,
  saved: { version: number; savedAt: string; savedByName: string },
): RowState {
  const changes = row.inFlight ?? {};
  return {
    ...row,
    version: saved.version,
    finding: changes.finding === undefined ? row.finding : changes.finding,
    facts: applyFacts(row.facts, changes),
    fields: withChanges(knownFields(row), changes),
    updatedAt: saved.savedAt,
    updatedByName: saved.savedByName,
    inFlight: null,
    attempts: [],
  };
}

/** No answer came: the changes wait again, newer typing on top. The server may have them or not. */
export function unsent(row: RowState, mayHaveArrived: boolean): RowState {
  if (!row.inFlight) return row;
  return {
    ...row,
    pending: { ...row.inFlight, ...row.pending },
    attempts: mayHaveArrived ? [...row.attempts, row.inFlight] : row.attempts,
    inFlight: null,
  };
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

/**
 * Somebody saved in between. It was we ourselves when the server holds what we sent and heard no answer to; it does not
 * matter when the server says what we say. Only a real difference is a conflict.
 */
export function refusedAsStale(row: RowState, current: NonNullable<RowState['conflict']>): RowState {
  const back = unsent(row, false);
  const tried = row.inFlight ? [...row.attempts, row.inFlight] : row.attempts;
  const known = knownFields(row);
  const ours =
    current.version === row.version + 1 &&
    known !== null &&
    tried.some((attempt) => saysSame({ ...known, ...attempt }, current.fields));
  const rest = differences(back.pending, current.fields);
  if (ours || !hasChanges(rest)) {
    return { ...withServer(back, current), pending: rest, attempts: [], conflict: null };
  }
  return { ...back, conflict: current };
}

/** The person's choice in a conflict: these changes go on top of the server's version. */
export function resolved(row: RowState, changes: ResponseChanges): RowState {
  if (!row.conflict) return row;
  const rest = differences(changes, row.conflict.fields);
  return { ...withServer(row, row.conflict), pending: rest, attempts: [], conflict: null };
}

/** Those of the changes that the given texts do not say already. */
export function differences(changes: ResponseChanges, fields: ResponseFields): ResponseChanges {
  const entries = Object.entries(changes) as [ResponseField, unknown][];
  return Object.fromEntries(entries.filter(([field, value]) => !isSameValue(value, fields[field])));
}

function saysSame(left: ResponseFields, right: ResponseFields): boolean {
  return responseFields.every((field) => isSameValue(left[field], right[field]));
}

function withChanges(fields: ResponseFields | null, changes: ResponseChanges): ResponseFields | null {
  return fields && { ...fields, ...changes };
}
