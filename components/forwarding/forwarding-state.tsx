import { Notice } from '@/components/ui/notice';
import type { ForwardingView } from '@/lib/forwarding/model';
import { formatInstant, formatNumber } from '@/lib/platform/format';

type ForwardingStateProps = { forwarding: ForwardingView; timeZone: string };

/** How far each destination is, and what went wrong last. Nothing where nothing is sent. */
export function ForwardingState({ forwarding, timeZone }: ForwardingStateProps) {
  const { webhook, syslog } = forwarding;
  return (
    <>
      {webhook && <StateNotice name={webhook.host} {...webhook} timeZone={timeZone} />}
      {syslog && (
        <StateNotice
          name="The syslog collector of this site"
          {...syslog}
          retryAt={null}
          timeZone={timeZone}
          className="mt-2"
        />
      )}
    </>
  );
}

type StateNoticeProps = {
  name: string;
  lag: number;
  sentAt: Date | null;
  retryAt: Date | null;
  lastError: string | null;
  timeZone: string;
  className?: string;
};

function StateNotice({ name, lag, sentAt, retryAt, lastError, timeZone, className }: StateNoticeProps) {
  const waiting = lag === 1 ? '1 event waits.' : `${formatNumber(lag)} events wait.`;
  const last = sentAt ? ` Last sent ${formatInstant(sentAt, timeZone)}.` : ' Nothing was sent yet.';
  if (lastError) {
    return (
      <Notice tone="late" title={`${name} does not take events.`} className={className}>
        {lastError} {waiting}
        {last}
        {retryAt && ` The next try is at ${formatInstant(retryAt, timeZone)}.`}
      </Notice>
    );
  }
  if (lag > 0) {
    return (
      <Notice tone="soon" title={`${name} is being sent events.`} className={className}>
        {waiting}
        {last}
      </Notice>
    );
  }
  return (
    <Notice tone="ok" title={`${name} has every event.`} className={className}>
      {last}
    </Notice>
  );
}
