import Link from 'next/link';
import { SectionHead } from '@/components/ui/section-head';
import type { OwnRequirement } from '@/lib/assignment/model';
import { isToDo, toDoNote } from '@/lib/assignment/rules';

/** How much of what is assigned to the person who looks is still to be done, and where it is. Nothing where none is. */
export function AssignedNote({ requirements }: { requirements: readonly OwnRequirement[] }) {
  if (!requirements.some(isToDo)) return null;
  return (
    <section className="mb-7 max-w-3xl">
      <SectionHead title={<Link href="/assigned">Assigned to you</Link>} note={toDoNote(requirements)} />
    </section>
  );
}
