import type { Metadata } from 'next';
import { mayAlso, pageGrant } from '@/app/access';
import { ArchivedList } from '@/components/schedule/archived-list';
import { EmptySchedule } from '@/components/schedule/empty-schedule';
import { ScheduleBoard } from '@/components/schedule/schedule-board';
import { ScheduleTabs } from '@/components/schedule/schedule-tabs';
import { Page } from '@/components/shell/page';
import { Plus } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { dayIn } from '@/lib/platform/clock';
import { parseScheduleAddress, shownPeriod } from '@/lib/schedule/calendar/address';
import { buildAgenda, headline } from '@/lib/schedule/calendar/agenda';
import { getSchedule, listArchivedActivities } from '@/lib/schedule/queries/schedule';

export const metadata: Metadata = { title: 'Schedule' };

export default async function SchedulePage({ searchParams }: PageProps<'/schedule'>) {
  const grant = await pageGrant('schedule:read');
  const address = parseScheduleAddress(await searchParams, dayIn(grant.timeZone));
  const schedule = await getSchedule(grant, { ...address, ...shownPeriod(address) });
  const archived = await listArchivedActivities(grant);
  const agenda = buildAgenda(schedule.activities, schedule.today);
  const isFiltered = address.integrationId !== null || address.ownerName !== null;
  const isEmpty = schedule.activities.length === 0 && !isFiltered;
  const add = mayAlso(grant, 'schedule:manage') && (
    <LinkButton href="/schedule/new" variant="primary" size="sm" icon={<Plus />}>
      Add activity
    </LinkButton>
  );
  return (
    <Page crumbs={[{ label: 'Schedule' }]} actions={add} layout="list">
      <PageHead
        title={
          isEmpty ? (grant.actor.seesAll === false ? 'Schedule' : 'Nothing is planned yet') : headline(agenda)
        }
      />
      <ScheduleTabs current="ACTIVITIES" />
      {isEmpty ? (
        <EmptySchedule
          mayCreate={mayAlso(grant, 'assessment:manage')}
          seesAll={grant.actor.seesAll !== false}
        />
      ) : (
        <ScheduleBoard schedule={schedule} address={address} agenda={agenda} />
      )}
      <ArchivedList activities={archived} />
    </Page>
  );
}
