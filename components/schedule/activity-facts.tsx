import Link from 'next/link';
import { DescriptionList, type Fact } from '@/components/ui/description-list';
import { SectionHead } from '@/components/ui/section-head';
import { isAtLeastAsStrict } from '@/lib/catalogue/rules';
import { describeInterval, evidenceTypeNames, timeframeNames } from '@/lib/catalogue/words';
import type { ActivityDetailView, StandardView } from '@/lib/schedule/model';

/** How often and why, for what, by whom. */
export function ActivityFacts({ activity }: { activity: ActivityDetailView }) {
  const { standard, interval, integration } = activity;
  const facts: (Fact | false)[] = [
    { term: 'How often', detail: interval ? describeInterval(interval.every, interval.unit) : 'No due days' },
    standard !== null && { term: 'The standard', detail: standardWords(standard) },
    standard?.trigger != null && { term: 'Also on', detail: standard.trigger },
    activity.requirementNumbers.length > 0 && {
      term: 'Requirements',
      detail: activity.requirementNumbers.map((number, index) => (
        <span key={number}>
          {index > 0 && ', '}
          <Link href={`/catalogue/${number}`} className="link">
            {number}
          </Link>
        </span>
      )),
    },
    {
      term: 'For',
      detail: integration ? (
        <Link href={`/integrations/${integration.integrationId}`} className="link">
          {integration.name}
        </Link>
      ) : (
        'The whole organization'
      ),
    },
    { term: 'Owner', detail: ownerWords(activity) },
    standard !== null && {
      term: 'Usual evidence',
      detail: standard.evidenceTypes.map((type) => evidenceTypeNames[type]).join(', '),
    },
    activity.note !== '' && {
      term: 'Note',
      detail: <span className="whitespace-pre-line">{activity.note}</span>,
    },
  ];
  return (
    <section aria-labelledby="activity-facts">
      <SectionHead title="Facts" id="activity-facts" />
      <DescriptionList facts={facts.filter((fact) => fact !== false)} />
      {standard?.note && <p className="mt-3 text-ink-2 text-small">{standard.note}.</p>}
      {standard?.interval && interval && !sameInterval(standard.interval, interval) && (
        <p className="mt-3 text-ink-2 text-small">
          {isAtLeastAsStrict(interval, standard.interval)
            ? 'You do it more often than the standard asks.'
            : 'Your targeted risk analysis sets this interval; the note names it.'}
        </p>
      )}
    </section>
  );
}

function standardWords(standard: StandardView): string {
  const words = `${timeframeNames[standard.timeframe]}: ${standard.meaning}`;
  const other = standard.interval && standard.allowsRiskAnalysis;
  return other ? `${words}, unless your targeted risk analysis sets another interval` : words;
}

function ownerWords({ ownerName, standard }: ActivityDetailView): string {
  if (ownerName) return ownerName;
  return standard ? `Nobody yet; usually the ${standard.usualOwner}` : 'Nobody yet';
}

function sameInterval(
  left: { every: number; unit: string },
  right: { every: number; unit: string },
): boolean {
  return left.every === right.every && left.unit === right.unit;
}
