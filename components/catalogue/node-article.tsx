import Link from 'next/link';
import type { RequirementSurroundings } from '@/lib/catalogue/around';
import type { Requirement } from '@/lib/catalogue/model';

/** A principal requirement, an appendix or a section: what it is about and what stands below it. */
export function NodeArticle({ node, around }: { node: Requirement; around: RequirementSurroundings }) {
  return (
    <article className="grid max-w-[46rem] content-start gap-5">
      <p className="text-ink-2 text-read">{node.summary}</p>
      <ul className="border-line-strong border-b">
        {around.children.map((child) => (
          <li
            key={child.requirementNumber}
            className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 border-line border-t py-2"
          >
            <span className="text-ink-3">{child.requirementNumber}</span>
            <span>
              <Link href={`/catalogue/${child.requirementNumber}`} className="font-medium hover:underline">
                {child.title}
              </Link>
              <span className="block text-ink-2 text-small">{child.summary}</span>
            </span>
          </li>
        ))}
      </ul>
    </article>
  );
}
