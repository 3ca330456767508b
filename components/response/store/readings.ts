import { without } from './state';

/**
 * Parts of a requirement's page, read each by itself: with which word of what stands beside the answer (SeenRequirement of
 * lib/review), null while one is read, and how often it was asked to read anew.
 */
export type Readings = Readonly<Record<string, { grounds: string | null; turn: number }>>;

type All = Readonly<Record<string, Readings>>;

const none: Readings = {};
/** The part that the details of a requirement draw: its history, its review and what else comes with them. */
const page = 'page';

/** The parts of the pages of an assessment, requirement by requirement. */
export function createReadings(get: () => All, put: (all: All) => void) {
  const of = (number: string) => get()[number] ?? none;
  const write = (number: string, readings: Readings) => {
    if (readings !== of(number)) put({ ...get(), [number]: readings });
  };
  return {
    /** A part of the page is there, and reads. */
    begin: (number: string, part = page) => write(number, withPart(of(number), part)),
    wasRead: (number: string, grounds: string, part = page) =>
      write(number, withReading(of(number), part, grounds)),
    /** Something stands beside the answer that the page does not show. */
    again: (number: string) => write(number, withAnother(of(number), page)),
    /** The part is no longer there. */
    end: (number: string, part = page) => write(number, without(of(number), part)),
    /** Whether the details are to be read. */
    isDue: (number: string) => typeof of(number)[page]?.grounds !== 'string',
    grounds: (number: string) => groundsOf(of(number)),
  };
}

/** A part that is about to be read for the first time. */
export function withPart(known: Readings, part: string): Readings {
  return { ...known, [part]: { grounds: null, turn: 0 } };
}

/** A part was read. The others that were read with another word show what may be gone: they are read anew. */
export function withReading(known: Readings, part: string, grounds: string): Readings {
  const own = known[part];
  if (!own) return known;
  const others = Object.entries(known).map(([name, one]) => [
    name,
    one.grounds === null || one.grounds === grounds ? one : { grounds: null, turn: one.turn + 1 },
  ]);
  return { ...Object.fromEntries(others), [part]: { ...own, grounds } };
}

/** One part is read anew; the others follow where it says something else then. */
export function withAnother(known: Readings, part: string): Readings {
  const own = known[part];
  return own ? { ...known, [part]: { grounds: null, turn: own.turn + 1 } } : known;
}

/** The word that everything on the page was read with; undefined while it is being read. */
export function groundsOf(known: Readings): string | undefined {
  const [first, ...rest] = Object.values(known);
  if (typeof first?.grounds !== 'string') return undefined;
  return rest.every(({ grounds }) => grounds === first.grounds) ? first.grounds : undefined;
}
