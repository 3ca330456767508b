/** Which server actions a build has, and at which of its pages, as its manifests say it. */
export type ActionPages = {
  /** The pages of the build: "app/(workspace)/acquirers/[acquirerId]/page". */
  pages: readonly string[];
  /** Where each action is at home, by its id. */
  homes: ReadonlyMap<string, readonly string[]>;
};

/** What is asked for at an address that belongs to no page. */
const NOT_FOUND = 'app/_not-found/page';

/** Whether the page at this address has this action. Of several pages that an address fits, Next takes the most exact one. */
export function isActionOfPage(pathname: string, id: string, { pages, homes }: ActionPages): boolean {
  const asked = pathname.split('/').filter(Boolean);
  let [page, closest] = [NOT_FOUND, ''];
  for (const candidate of pages) {
    const closeness = closenessOf(segmentsOf(candidate), asked);
    if (closeness !== null && (page === NOT_FOUND || closeness < closest))
      [page, closest] = [candidate, closeness];
  }
  return homes.get(id)?.includes(page) ?? false;
}

/** Groups and slots of a route are no part of its address. */
function segmentsOf(page: string): string[] {
  return page
    .split('/')
    .slice(1, -1)
    .filter((segment) => !/^(?:\(.*\)|@.*)$/.test(segment));
}

/** Per part of the address "0" where the page names it and "1" where it takes any; null where the page is another one. */
function closenessOf(segments: readonly string[], asked: readonly string[]): string | null {
  const last = segments.at(-1) ?? '';
  if (/^\[+\.\.\./.test(last)) {
    const before = segments.slice(0, -1);
    const isLongEnough =
      asked.length > before.length || (last.startsWith('[[') && asked.length === before.length);
    const closeness = isLongEnough ? closenessOf(before, asked.slice(0, before.length)) : null;
    return closeness === null ? null : `${closeness}2`;
  }
  if (segments.length !== asked.length) return null;
  let closeness = '';
  for (const [index, segment] of segments.entries()) {
    if (segment.startsWith('[')) closeness += '1';
    else if (segment === asked[index]) closeness += '0';
    else return null;
  }
  return closeness;
}
