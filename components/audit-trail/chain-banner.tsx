import { ActionForm } from '@/components/ui/action-form';
import { Link2, Link2Off, ScanSearch } from '@/components/ui/icons';
import { Notice } from '@/components/ui/notice';
import { SubmitButton } from '@/components/ui/submit-button';
import type { SealView } from '@/lib/audit-trail/queries/checkpoints';
import { formatInstant, formatNumber } from '@/lib/platform/format';
import type { ActionResult } from '@/lib/platform/result';

type ChainBannerProps = {
  chain: {
    length: number;
    check: { at: Date; byName: string; entries: number; problem: string | null } | null;
  };
  seal: SealView | null;
  timeZone: string;
  verify: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** Whether the chain held when it was last checked, how far it is sealed, and the button that checks it now. */
export function ChainBanner({ chain, seal, timeZone, verify }: ChainBannerProps) {
  const { check } = chain;
  const action = (
    <ActionForm action={verify}>
      <SubmitButton variant="default" size="sm" icon={<ScanSearch />} busyText="Checking">
        Check now
      </SubmitButton>
    </ActionForm>
  );
  if (!check) {
    return (
      <Notice title="The chain was not checked yet." icon={<Link2 />} action={action} role="status">
        {chain.length === 1
          ? 'The first entry is sealed with its hash.'
          : `Each of the ${formatNumber(chain.length)} entries is sealed with the hash of the one before.`}{' '}
        A check recomputes them all. {sealWords(seal, timeZone)}
      </Notice>
    );
  }
  const when = `${formatInstant(check.at, timeZone)} by ${check.byName}`;
  if (check.problem) {
    return (
      <Notice tone="late" title="The chain is broken." icon={<Link2Off />} action={action} role="alert">
        {check.problem} Found {when}. Keep a copy of the database, and compare with an export that was kept
        elsewhere.
      </Notice>
    );
  }
  const since = chain.length - check.entries;
  return (
    <Notice tone="ok" title="The chain is intact." icon={<Link2 />} action={action} role="status">
      All {formatNumber(check.entries)} entries were recomputed {when}.{' '}
      {since === 1 ? '1 entry was' : `${formatNumber(since)} entries were`} written since.{' '}
      {sealWords(seal, timeZone)}
    </Notice>
  );
}

/** The newest checkpoint and its time stamp, in words. */
function sealWords(seal: SealView | null, timeZone: string): string {
  if (!seal) return 'There is no checkpoint outside of the database yet.';
  const { number, at, entries, timeStampedAt, expectsTimeStamp } = seal;
  const sealed = `Checkpoint ${formatNumber(number)} of ${formatInstant(at, timeZone)} seals entries up to ${formatNumber(entries)} outside of the database.`;
  if (timeStampedAt)
    return `${sealed} The time stamp authority confirmed it ${formatInstant(timeStampedAt, timeZone)}.`;
  return expectsTimeStamp
    ? `${sealed} The time stamp authority did not confirm it yet; Inplace asks again.`
    : `${sealed} No time stamp authority confirms it: whoever runs Inplace sets one with TIMESTAMP_URL.`;
}
