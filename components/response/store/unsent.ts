/**
 * What a tab has not sent yet, for the frame around the pages: it asks before somebody signs out, and lets go of it all when
 * the workspace is left. The checklists of the tab enter themselves.
 */
type Holder = { userId: string; notKept: () => number; letGo: () => void };

const holders = new Set<Holder>();

export function holdUnsent(holder: Holder): void {
  holders.add(holder);
}

/** Nobody is at work here any more: from now on what is kept belongs to the next page of its person. */
export function letGoOfUnsent(): void {
  for (const { letGo } of holders) letGo();
  holders.clear();
}

/** Answer rows of a person that are not saved: kept in this browser, and in this tab alone. */
export async function countUnsentOf(userId: string): Promise<{ kept: number; inTab: number }> {
  const own = [...holders].filter((holder) => holder.userId === userId);
  const inTab = own.reduce((sum, { notKept }) => sum + notKept(), 0);
  try {
    const { countUnsent } = await import('./vault');
    return { kept: await countUnsent(userId), inTab };
  } catch {
    return { kept: 0, inTab };
  }
}
