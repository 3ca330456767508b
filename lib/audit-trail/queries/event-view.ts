import 'server-only';
import { createHash } from 'node:crypto';
import { eventTypes } from '../model';
import {
  composeSentence,
  type EventDetail,
  type EventView,
  fieldLabel,
  type SentenceFacts,
  valueWords,
} from '../rules';
import { outcomeOf } from '../words';
import { type SubjectNames, subjectOf } from './names';

/** A row as stored; `sealedAt` is the time in the exact form that the hash covers. */
export type EventRow = {
  sequence: bigint;
  at: Date;
  sealedAt: string;
  type: string;
  actorId: string | null;
  actorName: string;
  subjectType: string;
  subjectId: string;
  text: string;
  previousHash: string;
  hash: string;
};

/** The hash that an entry must have: sha256(previous | number | time | text). */
export function entryHash(entry: {
  previousHash: string;
  sequence: bigint;
  sealedAt: string;
  text: string;
}): string {
  return sha256(`${entry.previousHash}|${entry.sequence}|${entry.sealedAt}|${entry.text}`);
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

type Change = { from: unknown; to: unknown };

export function eventView(row: EventRow, names: SubjectNames): EventView {
  const data = dataOf(row.text);
  const changes = changesOf(data);
  const finding = changes?.finding;
  const subject = subjectOf(row).join(':');
  const name = names.get(subject) ?? '';
  const type = row.type === 'response.recorded' && !finding ? 'response.recorded.texts' : row.type;
  return {
    sequence: Number(row.sequence),
    at: row.at,
    type: row.type,
    actorName: row.actorName,
    from: addressOf(row.text),
    keyName: keyNameOf(row.text),
    isSystem: row.actorId === null,
    sentence: composeSentence(type, labelOf(row.type), {
      name,
      ...(subject.startsWith('assessment:') && name && { assessmentName: name }),
      ...factsOf(data, changes),
    }),
    finding: finding ? { from: codeOf(finding.from), to: codeOf(finding.to) } : null,
    details: detailsOf(data, changes),
    subject: names.has(subject) ? { type: row.subjectType, id: row.subjectId, name } : null,
    isRefused: outcomeOf(row.type) === 'refused',
    previousHash: row.previousHash,
    contentHash: sha256(row.text),
    hash: row.hash,
    isIntact: entryHash(row) === row.hash,
  };
}

/** Words for a kind of event; a kind that a newer version wrote is shown as it is. */
function labelOf(type: string): string {
  return Object.hasOwn(eventTypes, type) ? eventTypes[type as keyof typeof eventTypes].label : type;
}

function dataOf(text: string): Record<string, unknown> {
  return partOf(text, 'data');
}

function addressOf(text: string): string | null {
  const { from } = partOf(text, 'actor');
  return typeof from === 'string' ? from : null;
}

function keyNameOf(text: string): string | null {
  const { key } = partOf(text, 'actor');
  return isRecord(key) && typeof key.name === 'string' ? key.name : null;
}

function partOf(text: string, part: 'data' | 'actor'): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    const found = isRecord(parsed) ? parsed[part] : null;
    return isRecord(found) ? found : {};
  } catch {
    return {};
  }
}

/** The changed fields, from the shapes that events use; null for plain facts. */
function changesOf(data: Record<string, unknown>): Record<string, Change> | null {
  const candidate = isRecord(data.changes) ? data.changes : data;
  const entries = Object.entries(candidate).filter((entry): entry is [string, Change] => isChange(entry[1]));
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

function factsOf(data: Record<string, unknown>, changes: Record<string, Change> | null): SentenceFacts {
  const facts: Record<string, string> = {};
  for (const [key, value] of Object.entries(data)) {
    if (typeof value === 'string' || typeof value === 'number') facts[key] = valueWords(value);
  }
  for (const [key, change] of Object.entries(changes ?? {})) {
    facts[`${key}.from`] = valueWords(change.from);
    facts[`${key}.to`] = valueWords(change.to);
  }
  if (changes) facts.fields = Object.keys(changes).map(fieldLabel).join(', ');
  if (data.viewed === true) facts.verb = 'looked at';
  if ('problem' in data) {
    facts.result = data.problem ? String(data.problem) : `all ${data.entries} entries are intact`;
  }
  // A fact without words would leave a gap in the sentence.
  return Object.fromEntries(Object.entries(facts).filter(([, words]) => words !== ''));
}

function detailsOf(data: Record<string, unknown>, changes: Record<string, Change> | null): EventDetail[] {
  const changed = Object.entries(changes ?? {}).map(([field, change]) => ({
    label: fieldLabel(field),
    from: valueWords(change.from),
    to: valueWords(change.to),
  }));
  const facts = Object.entries(data)
    .filter(([field, value]) => field !== 'changes' && !isChange(value) && !isId(value) && value !== '')
    .map(([field, value]) => ({ label: fieldLabel(field), from: null, to: valueWords(value) }));
  return [...changed, ...facts];
}

function codeOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isChange(value: unknown): value is Change {
  return isRecord(value) && 'from' in value && 'to' in value;
}

/** Ids say nothing to a reader; the names stand beside them. */
function isId(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(isId);
  return typeof value === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
}
