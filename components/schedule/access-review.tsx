import type { Route } from 'next';
import Link from 'next/link';
import { ActionForm } from '@/components/ui/action-form';
import { ChoiceGroup } from '@/components/ui/choice-field';
import { SectionHead } from '@/components/ui/section-head';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextAreaField } from '@/components/ui/text-field';
import { roleNames } from '@/lib/access/model';
import type { MemberView } from '@/lib/organization/model';
import { formatDay } from '@/lib/platform/format';
import type { ActionResult } from '@/lib/platform/result';
import type { ActivityDetailView } from '@/lib/schedule/model';

export type AccessReviewProps = {
  activity: ActivityDetailView;
  members: readonly MemberView[];
  /** Hash of the list: what is confirmed is what was shown. */
  basis: string;
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** Every member with what they may do: ticked is needed, and the list is kept as evidence. */
export function AccessReview({ activity, members, basis, action }: AccessReviewProps) {
  const { open, today } = activity;
  if (!open) return null;
  return (
    <section aria-labelledby="done-head">
      <SectionHead id="done-head" title="Confirm each member" />
      <p className="mb-3 max-w-read text-ink-2">
        Tick who still needs the access they have. Change a role or end a membership under{' '}
        <Link href={'/settings/members' as Route} className="link">
          Members
        </Link>{' '}
        first. The list is kept as evidence.
      </p>
      <ActionForm action={action} className="grid max-w-2xl gap-4" key={`${open.occurrenceId}-${basis}`}>
        <input type="hidden" name="occurrenceId" value={open.occurrenceId} />
        <input type="hidden" name="version" value={open.version} />
        <input type="hidden" name="basis" value={basis} />
        <ChoiceGroup
          kind="checkbox"
          name="membershipIds[]"
          label="Members"
          choices={members.map((member) => ({
            value: member.membershipId,
            label: `${member.name}, ${roleNames[member.role]}`,
            hint: factsOf(member),
          }))}
        />
        <TextAreaField
          name="result"
          label="What was changed in this review"
          optionalMark="optional"
          maxLength={2_000}
        />
        {open.dueOn < today && <TextAreaField name="lateCause" label="Why it is late" maxLength={2_000} />}
        <div>
          <SubmitButton busyText="Saving">Confirm these accesses</SubmitButton>
        </div>
      </ActionForm>
    </section>
  );
}

function factsOf({ email, reach, secondFactor, lastSeenAt, idle, isService }: MemberView): string {
  if (isService) return 'a program that acts with API keys and never signs in';
  return [
    email,
    reach.integrations && `sees ${reach.integrations.map(({ name }) => name).join(', ') || 'nothing'}`,
    reach.accessUntil && `until ${formatDay(reach.accessUntil)}`,
    secondFactor ? null : 'no second factor',
    idle === 'OFF'
      ? 'off: not used for 90 days'
      : lastSeenAt
        ? `last here ${formatDay(lastSeenAt.slice(0, 10))}`
        : 'never here',
  ]
    .filter(Boolean)
    .join(' · ');
}
