import * as z from 'zod/mini';
import { maxTag } from '@/lib/tag/model';
import {
  answerValues,
  changedValues,
  columns,
  defaultColumns,
  dueValues,
  evidenceValues,
  type FilterName,
  lackValues,
  maxViewQuery,
  noFilters,
  reviewValues,
  sortColumns,
  startState,
  type TableFilters,
  type TableState,
} from '../model';

/** "IN_PLACE" ↔ "in-place": an address is read by people. */
const toWord = (value: string) => value.toLowerCase().replaceAll('_', '-');
const toValue = (word: string) => word.toUpperCase().replaceAll('-', '_');

const anyOf = <V extends string>(values: readonly V[]) =>
  z.pipe(z.pipe(z.string(), z.transform(toValue)), z.enum(values as readonly [V, ...V[]]));

const owner = z.union([anyOf(['ME', 'NOBODY']), z.uuid()]);
const tag = z.string().check(z.minLength(1), z.maxLength(maxTag), z.regex(/^[^\p{Cc},]*$/u));
const section = z.string().check(z.regex(/^[A-Z]?\d{1,2}(\.\d{1,2})?$/));
const words = z.string().check(z.maxLength(200), z.regex(/^\P{Cc}*$/u));
const column = z.enum(columns);
const sort = z.pipe(
  z.string(),
  z.transform((text) => ({ column: text.replace(/^-/, ''), desc: text.startsWith('-') })),
);
const sortOf = z.object({ column: z.enum(sortColumns), desc: z.boolean() });

/** In the order in which an address names them. */
const filterSchemas = {
  answer: anyOf(answerValues),
  owner,
  due: anyOf(dueValues),
  evidence: anyOf(evidenceValues),
  lacks: anyOf(lackValues),
  review: anyOf(reviewValues),
  'last-year': anyOf(changedValues),
  section,
  tag,
} satisfies Record<FilterName, z.ZodMiniType>;
const names = Object.keys(filterSchemas) as FilterName[];

const others: readonly string[] = ['q', 'sort', 'columns'];

/**
 * A table's state from the part of an address after "?". What is not understood is left out and named in `ignored`, so that
 * an old or mistyped link still opens.
 */
export function readAddress(query: string): { state: TableState; ignored: string[] } {
  const params = new URLSearchParams(query.slice(0, maxViewQuery));
  const ignored: string[] = query.length > maxViewQuery ? ['the end of a very long address'] : [];
  const note = (name: string, value: string) => {
    ignored.push(`${name}=${value.slice(0, 40)}`);
  };
  const list = <S extends z.ZodMiniType>(name: string, schema: S): z.infer<S>[] => {
    const found = new Set<z.infer<S>>();
    for (const text of params.getAll(name).flatMap((each) => each.split(','))) {
      if (text.trim() === '') continue;
      const parsed = schema.safeParse(text.trim());
      if (parsed.success) found.add(parsed.data);
      else note(name, text);
    }
    return [...found];
  };
  const single = <S extends z.ZodMiniType>(name: string, schema: S, otherwise: z.infer<S>): z.infer<S> => {
    const text = params.get(name);
    if (text === null) return otherwise;
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    note(name, text);
    return otherwise;
  };
  const filters: TableFilters = {
    answer: list('answer', filterSchemas.answer),
    owner: list('owner', filterSchemas.owner),
    due: list('due', filterSchemas.due),
    evidence: list('evidence', filterSchemas.evidence),
    lacks: list('lacks', filterSchemas.lacks),
    review: list('review', filterSchemas.review),
    'last-year': list('last-year', filterSchemas['last-year']),
    section: list('section', filterSchemas.section),
    tag: list('tag', filterSchemas.tag),
  };
  const chosen = list('columns', column);
  for (const name of new Set(params.keys())) {
    if (!others.includes(name) && !(names as string[]).includes(name)) note(name, params.get(name) ?? '');
  }
  return {
    state: {
      words: single('q', words, ''),
      sort: single('sort', z.pipe(sort, sortOf), startState.sort),
      columns: params.has('columns') ? columns.filter((each) => chosen.includes(each)) : defaultColumns,
      filters,
    },
    ignored: [...new Set(ignored)].slice(0, 5),
  };
}

/** The shortest address of a state; the same for the same state, so that two can be compared. */
export function writeAddress(state: TableState): string {
  const parts: string[] = [];
  const add = (name: string, values: readonly string[]) => {
    if (values.length > 0) parts.push(`${name}=${values.map(encodeURIComponent).join(',')}`);
  };
  add('q', state.words.trim() ? [state.words.trim()] : []);
  for (const name of names) {
    const values = [...state.filters[name]];
    add(name, name === 'tag' || name === 'section' ? values : values.map(toWordOrId));
  }
  const { column: by, desc } = state.sort;
  if (by !== startState.sort.column || desc) add('sort', [`${desc ? '-' : ''}${by}`]);
  const isDefault =
    state.columns.length === defaultColumns.length &&
    defaultColumns.every((each) => state.columns.includes(each));
  if (!isDefault) parts.push(`columns=${columns.filter((each) => state.columns.includes(each)).join(',')}`);
  return parts.join('&');
}

function toWordOrId(value: string): string {
  return /^[A-Z_]+$/.test(value) ? toWord(value) : value;
}

/** The state without any filter or word. */
export function withoutFilters(state: TableState): TableState {
  return { ...state, words: '', filters: noFilters };
}
