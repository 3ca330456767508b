/** A page that was opened, with the words to find it again. */
export type Place = { path: string; title: string; detail: string };

const KEY = 'inplace.places';
/** One more than is shown: the page where somebody is stands first, and is no place to go to. */
const KEPT = 6;

/**
 * The last places of a person in an organization. They are kept for this tab alone: titles of evidence and assessments must
 * not stay behind in a browser that others use too. What somebody else left in the tab is not read, and soon replaced.
 */
export function readPlaces(owner: string): Place[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as {
      owner: string;
      places: Place[];
    } | null;
    return kept?.owner === owner ? kept.places : [];
  } catch {
    return []; // forbidden by the browser's settings
  }
}

/** Somebody signs out: the tab may stay open. */
export function forgetPlaces(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Then there are none.
  }
}

export function keepPlace(owner: string, path: string): void {
  const crumb = document.querySelector('.crumbs [aria-current]')?.textContent;
  if (!crumb) return; // "not found" is no place
  const page = document.title.replace(/ · Inplace$/, '');
  // The page of a record is called by the record's name; pages of its parts have names of their own.
  const [title, detail] = /[0-9a-f-]{36}$/.test(path) ? [crumb, page] : [page, crumb];
  const before = readPlaces(owner).filter((place) => place.path !== path);
  const places = [{ path, title, detail: detail === title ? '' : detail }, ...before].slice(0, KEPT);
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ owner, places }));
  } catch {
    // Then there are none to go back to.
  }
}
