import { fetchToRead } from '@/components/ui/reading';
import { principalOf } from '@/lib/catalogue/rules';
import type { RequirementGuide } from '@/lib/response/model';

/** Guides that this tab has seen. A principal requirement is fetched whole, so that the next requirement opens at once. */
export type Guides = {
  find: (requirementNumber: string) => RequirementGuide | undefined;
  fetch: (requirementNumber: string) => Promise<void>;
};

export function createGuides(
  at: { catalogueVersionId: string; tag: string },
  known: readonly RequirementGuide[],
): Guides {
  const guides = new Map(known.map((guide) => [guide.requirementNumber, guide]));
  const underway = new Map<string, Promise<void>>();
  return {
    find: (number) => guides.get(number),
    fetch: (number) => {
      const principal = principalOf(number);
      const running = underway.get(principal);
      if (running) return running;
      const work = load(at, principal).then(
        (found) => {
          for (const guide of found) guides.set(guide.requirementNumber, guide);
        },
        (error: unknown) => {
          underway.delete(principal);
          throw error;
        },
      );
      underway.set(principal, work);
      return work;
    },
  };
}

async function load(
  at: { catalogueVersionId: string; tag: string },
  principal: string,
): Promise<RequirementGuide[]> {
  const response = await fetchToRead(
    `/api/catalogue/${at.catalogueVersionId}/guides/${principal}?tag=${at.tag}`,
  );
  if (!response.ok) throw new Error(`guides answered ${response.status}`);
  return ((await response.json()) as { guides: RequirementGuide[] }).guides;
}
