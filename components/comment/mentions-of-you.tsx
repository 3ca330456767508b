import type { Route } from 'next';
import Link from 'next/link';
import { SectionHead } from '@/components/ui/section-head';
import { Instant } from '@/components/ui/time';
import type { MentionView } from '@/lib/comment/model';

type MentionsOfYouProps = { mentions: readonly MentionView[]; count: number; timeZone: string };

/** Comments that mention the person who looks, until they have opened them. Nothing where there are none. */
export function MentionsOfYou({ mentions, count, timeZone }: MentionsOfYouProps) {
  if (count === 0) return null;
  const rest = count - mentions.length;
  return (
    <section className="mb-7 max-w-3xl">
      <SectionHead title="Mentions of you" note={count === 1 ? 'one is new' : `${count} are new`} />
      <table className="table">
        <caption className="sr-only">Mentions of you</caption>
        <tbody>
          {mentions.map((mention) => (
            <tr key={mention.commentId}>
              <th scope="row">
                <Link
                  href={
                    `/assessments/${mention.assessmentId}/requirements/${mention.requirementNumber}#comments` as Route
                  }
                >
                  {mention.requirementNumber} {mention.title}
                </Link>
              </th>
              <td className="max-md:hidden">{mention.assessmentName}</td>
              <td className="text-ink-2">{mention.authorName}</td>
              <td className="whitespace-nowrap text-right text-ink-3 max-md:hidden">
                <Instant value={mention.writtenAt} timeZone={timeZone} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && <p className="mt-2 text-ink-3">And {rest.toLocaleString('en')} older.</p>}
    </section>
  );
}
