import Link from 'next/link';
import type { ReactNode } from 'react';
import { SectionHead } from '@/components/ui/section-head';
import { StatusGlyph } from '@/components/ui/status';
import { Day, Distance, EndDistance } from '@/components/ui/time';
import type { OverviewView } from '@/lib/dashboard/model';

const SHOWN = 6;

/** Right column: what needs somebody, nearest first. Lists that are empty say so in a word. */
export function WatchLists({ overview }: { overview: OverviewView }) {
  const { unassessed, notInPlace, activities, evidence, providers } = overview;
  return (
    <div className="grid content-start gap-7 md:max-[88rem]:grid-cols-2">
      {unassessed.length > 0 && (
        <WatchList
          title="Integrations without an assessment"
          all={{ href: '/integrations?view=no-questionnaire', total: unassessed.length }}
          empty=""
        >
          {unassessed.slice(0, SHOWN).map(({ integrationId, name }) => (
            <WatchRow
              key={integrationId}
              title={<Link href={`/integrations/${integrationId}`}>{name}</Link>}
              note="no questionnaire yet"
            />
          ))}
        </WatchList>
      )}
      <WatchList
        title="Needs a decision"
        all={{ href: '/assessments', total: notInPlace.length }}
        empty="No open assessment has a gap."
      >
        {notInPlace.slice(0, SHOWN).map((gap) => (
          <WatchRow
            key={`${gap.assessmentId} ${gap.requirementNumber}`}
            icon={<StatusGlyph kind="NOT_IN_PLACE" />}
            title={
              <Link href={`/assessments/${gap.assessmentId}/requirements/${gap.requirementNumber}`}>
                {gap.title}
              </Link>
            }
            note={gap.assessmentName}
            end={gap.requirementNumber}
          />
        ))}
      </WatchList>
      <WatchList
        title="Late and due activities"
        all={{ href: '/schedule', total: activities.length }}
        empty="Nothing is due in 14 days."
      >
        {activities.slice(0, SHOWN).map((activity) => (
          <WatchRow
            key={`${activity.activityId} ${activity.dueOn}`}
            title={<Link href={`/schedule/activities/${activity.activityId}`}>{activity.title}</Link>}
            note={[activity.requirementNumbers.join(', '), activity.where].filter(Boolean).join(' · ')}
            end={<Day value={activity.dueOn} />}
            distance={<Distance days={activity.days} />}
          />
        ))}
      </WatchList>
      <WatchList
        title="Evidence ending or ended"
        all={{ href: '/evidence?view=to-renew', total: evidence.length }}
        empty="Nothing in use ends in 30 days."
      >
        {evidence.slice(0, SHOWN).map((item) => (
          <WatchRow
            key={item.evidenceId}
            title={<Link href={`/evidence/${item.evidenceId}`}>{item.title}</Link>}
            note={usedByWords(item.usedBy)}
            end={<Day value={item.validUntil} />}
            distance={<EndDistance days={item.days} />}
          />
        ))}
      </WatchList>
      {providers.length > 0 && (
        <WatchList
          title="Provider attestations ended, ending or missing"
          all={{ href: '/providers', total: providers.length }}
          empty=""
        >
          {providers.slice(0, SHOWN).map((provider) => (
            <WatchRow
              key={provider.serviceProviderId}
              title={<Link href={`/providers/${provider.serviceProviderId}`}>{provider.name}</Link>}
              note="12.8.4"
              end={provider.ends ? <Day value={provider.ends.validUntil} /> : 'none recorded'}
              distance={provider.ends && <EndDistance days={provider.ends.days} />}
            />
          ))}
        </WatchList>
      )}
    </div>
  );
}

function usedByWords(count: number): string {
  if (count === 0) return 'in use';
  return `used by ${count} ${count === 1 ? 'requirement' : 'requirements'}`;
}

type ListAddress =
  | '/integrations?view=no-questionnaire'
  | '/assessments'
  | '/schedule'
  | '/evidence?view=to-renew'
  | '/providers';

function WatchList({
  title,
  all,
  empty,
  children,
}: {
  title: string;
  all: { href: ListAddress; total: number };
  empty: string;
  children: ReactNode;
}) {
  return (
    <section>
      <SectionHead title={title} actions={all.total > 0 && <Link href={all.href}>All {all.total}</Link>} />
      {all.total > 0 ? (
        <ul className="border-t border-line">{children}</ul>
      ) : (
        <p className="border-t border-line py-2 text-ui text-ink-3">{empty}</p>
      )}
    </section>
  );
}

function WatchRow({
  icon,
  title,
  note,
  end,
  distance,
}: {
  icon?: ReactNode;
  title: ReactNode;
  note: string;
  end?: ReactNode;
  distance?: ReactNode;
}) {
  return (
    <li className="flex items-start gap-2.5 border-b border-line py-1.5">
      {icon && <span className="pt-0.5">{icon}</span>}
      <div className="min-w-0 flex-1">
        <p className="font-medium [&_a:hover]:underline">{title}</p>
        <p className="truncate text-small text-ink-3">{note}</p>
      </div>
      <div className="text-end text-ui tabular-nums">
        <p>{end}</p>
        {distance && <p className="text-small">{distance}</p>}
      </div>
    </li>
  );
}
