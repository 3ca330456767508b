import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { AlarmClock, CircleDashed, FileClock, OctagonX, PenLine } from '@/components/ui/icons';
import type { OverviewView } from '@/lib/dashboard/model';
import { formatNumber } from '@/lib/platform/format';

type Figure = { icon: ReactNode; label: string; value: number; of?: number; note: string; href: Route };

/** Counts in one ruled line. Never a percentage: questionnaires differ too much to be blended. */
export function OverviewFigures({ overview }: { overview: OverviewView }) {
  return (
    <ul className="my-5 grid grid-cols-2 border-y border-line sm:grid-cols-3 lg:grid-cols-5">
      {figures(overview).map((figure) => (
        <li key={figure.label} className="border-line py-2.5 pe-4 not-first:lg:border-s not-first:lg:ps-4">
          <p className="flex items-center gap-2 text-ui text-ink-2 [&>svg]:size-4">
            {figure.icon}
            <Link href={figure.href} className="hover:underline">
              {figure.label}
            </Link>
          </p>
          <p className="text-figure font-medium tabular-nums">
            {formatNumber(figure.value)}
            {figure.of !== undefined && (
              <span className="text-ui font-normal text-ink-2"> of {formatNumber(figure.of)}</span>
            )}
          </p>
          <p className="text-small text-ink-3">{figure.note}</p>
        </li>
      ))}
    </ul>
  );
}

function figures({ assessments, activities, evidence }: OverviewView): Figure[] {
  const open = assessments.filter((assessment) => !assessment.isSigned);
  const sum = (pick: (assessment: OverviewView['assessments'][number]) => number) =>
    open.reduce((total, assessment) => total + pick(assessment), 0);
  const gaps = sum((assessment) => assessment.heat.reduce((total, cell) => total + cell.notInPlace, 0));
  const late = activities.filter((activity) => activity.days < 0).length;
  const ended = evidence.filter((item) => item.days < 0).length;
  return [
    {
      icon: <OctagonX className="text-status-not-in-place" />,
      label: 'Not in Place',
      value: gaps,
      note: 'in open assessments',
      href: '/assessments',
    },
    {
      icon: <CircleDashed />,
      label: 'Unanswered',
      value: sum((assessment) => assessment.counts.UNANSWERED),
      of: sum((assessment) => assessment.counts.total),
      note: 'requirements of open assessments',
      href: '/assessments',
    },
    {
      icon: <AlarmClock />,
      label: 'Activities late',
      value: late,
      note: `${activities.length - late} more due in 14 days`,
      href: '/schedule',
    },
    {
      icon: <FileClock />,
      label: 'Evidence ending',
      value: evidence.length,
      note: ended > 0 ? `${evidence.length - ended} in 30 days, ${ended} ended already` : 'in 30 days',
      href: '/evidence?view=to-renew',
    },
    {
      icon: <PenLine />,
      label: 'Signed off',
      value: assessments.length - open.length,
      of: assessments.length,
      note: 'assessments',
      href: '/assessments',
    },
  ];
}
