/**
 * The flat names of a form ("locations.0.count") as objects and lists. Lists close up: rows that a person removed leave
 * no holes. Names that lead to an object's own machinery are dropped.
 */
export function nestedForm(flat: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const root = new Map<string, unknown>();
  for (const [name, value] of Object.entries(flat)) {
    const path = name.split('.');
    if (path.some((step) => forbidden.has(step))) continue;
    let node = root;
    for (const step of path.slice(0, -1)) {
      const next = node.get(step);
      const child = next instanceof Map ? (next as Map<string, unknown>) : new Map<string, unknown>();
      node.set(step, child);
      node = child;
    }
    node.set(path.at(-1) ?? '', value);
  }
  return toObject(root);
}

const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

function plain(value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  const entries = [...(value as Map<string, unknown>)];
  if (entries.length > 0 && entries.every(([step]) => /^\d{1,4}$/.test(step))) {
    return entries.toSorted(([left], [right]) => Number(left) - Number(right)).map(([, row]) => plain(row));
  }
  return toObject(value as Map<string, unknown>);
}

function toObject(node: Map<string, unknown>): Record<string, unknown> {
  return Object.fromEntries([...node].map(([step, value]) => [step, plain(value)]));
}
