import Form from 'next/form';
import { ChevronLeft, ChevronRight } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { earlierFrom, laterFrom, type ScheduleAddress, scheduleHref } from '@/lib/schedule/calendar/address';
import { monthName } from '@/lib/schedule/calendar/words';
import type { ScheduleView } from '@/lib/schedule/model';
import { MarkLegend } from './mark';

/** Which year is shown, whose activities, and what the marks mean. */
export function ScheduleToolbar({
  address,
  months,
  schedule,
}: {
  address: ScheduleAddress;
  months: readonly string[];
  schedule: ScheduleView;
}) {
  const period = `${monthName(months[0] ?? '')} to ${monthName(months.at(-1) ?? '')}`;
  return (
    <div className="toolbar px-(--gutter)">
      <nav aria-label="Period" className="flex items-center gap-1">
        <LinkButton
          href={scheduleHref(address, { from: earlierFrom(address) })}
          size="sm"
          icon={<ChevronLeft />}
          label="Three months earlier"
        />
        <LinkButton href="/schedule" size="sm">
          Today
        </LinkButton>
        <LinkButton
          href={scheduleHref(address, { from: laterFrom(address) })}
          size="sm"
          icon={<ChevronRight />}
          label="Three months later"
        />
      </nav>
      <b className="mr-2">{period}</b>
      <Filters address={address} schedule={schedule} />
      <div className="toolbar-end">
        <MarkLegend />
      </div>
    </div>
  );
}

function Filters({ address, schedule }: { address: ScheduleAddress; schedule: ScheduleView }) {
  const { owners, integrations } = schedule;
  if (owners.length === 0 && integrations.length === 0) return null;
  return (
    <Form
      action="/schedule"
      aria-label="Filter the schedule"
      className="flex flex-wrap items-center gap-2 [&_.input]:h-(--control-sm) [&_.input]:w-44"
    >
      <input type="hidden" name="from" value={address.from} />
      <input type="hidden" name="month" value={address.month} />
      {integrations.length > 0 && (
        <SelectField
          key={`i-${address.integrationId}`}
          name="integration"
          label="Integration"
          labelHidden
          placeholder="All integrations"
          defaultValue={address.integrationId ?? ''}
          options={integrations.map(({ integrationId, name }) => ({ value: integrationId, label: name }))}
        />
      )}
      {owners.length > 0 && (
        <SelectField
          key={`o-${address.ownerName}`}
          name="owner"
          label="Owner"
          labelHidden
          placeholder="Everybody"
          defaultValue={address.ownerName ?? ''}
          options={owners.map((name) => ({ value: name, label: name }))}
        />
      )}
      <SubmitButton variant="default" size="sm">
        Show
      </SubmitButton>
    </Form>
  );
}
