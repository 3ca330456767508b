import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../lib/catalogue/data/4.0.1/', import.meta.url);
let rows;

/** How many answer rows a requirement has, from the catalogue's own data. */
export function answerRows(requirementKey) {
  rows ??= readAll();
  return rows.get(requirementKey.split(':')[1]) ?? 1;
}

function readAll() {
  const found = new Map();
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.json')) collect(JSON.parse(readFileSync(new URL(name, folder), 'utf8')), found);
  }
  if (found.size === 0) throw new Error('the catalogue names no requirement with answer rows');
  return found;
}

function collect(value, found) {
  if (Array.isArray(value)) {
    for (const entry of value) collect(entry, found);
    return;
  }
  if (value === null || typeof value !== 'object') return;
  if (
    typeof value.requirementNumber === 'string' &&
    Array.isArray(value.answerRows) &&
    value.answerRows.length > 0
  ) {
    found.set(value.requirementNumber, value.answerRows.length);
  }
  for (const [key, entry] of Object.entries(value)) {
    if (Array.isArray(entry?.answerRows) && entry.answerRows.length > 0 && /^[A\d.]+$/.test(key))
      found.set(key, entry.answerRows.length);
    collect(entry, found);
  }
}
