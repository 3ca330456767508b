import type { Route } from 'next';
import Link from 'next/link';
import { ActionForm } from '@/components/ui/action-form';
import { LeaveGuard } from '@/components/ui/leave-guard';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { SubmitButton } from '@/components/ui/submit-button';
import { partFields } from '@/lib/attestation/model/fields/all';
import { signIncompleteField } from '@/lib/attestation/model/fields/validation';
import type { FormPart } from '@/lib/attestation/model/form';
import type { DraftView, PartView } from '@/lib/attestation/model/view';
import { carrySources } from '@/lib/attestation/rules/carry-over';
import { partSlug } from '@/lib/attestation/rules/parts';
import { channelNames } from '@/lib/integration/model';
import type { ActionResult } from '@/lib/platform/result';
import { fieldId } from '../place-href';
import { givenRows } from './given-rows';
import { MarkMissing } from './mark-missing';
import { fieldGrid, PartField } from './part-field';

type PartFormProps = {
  view: DraftView;
  part: PartView;
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** One part of the guided form. Half of it may be saved; what is missing is said, not refused. */
export function PartForm({ view, part, action }: PartFormProps) {
  const values = (view.form[part.part] ?? {}) as Readonly<Record<string, unknown>>;
  const origins = Object.fromEntries(
    Object.entries(part.origins).map(([field, source]) => [field, source ? carrySources[source] : undefined]),
  );
  const specs = [...partFields[part.part], ...(asksToSignOpen(view, part.part) ? [signIncompleteField] : [])];
  return (
    <ActionForm action={action} className="grid max-w-(--measure) gap-5">
      <input type="hidden" name="basis" value={part.basis} />
      <Missing part={part} />
      <Facts view={view} part={part.part} />
      <MarkMissing missing={part.isConfirmed ? part.missing : []}>
        <div className={fieldGrid}>
          {specs.map((spec) => (
            <PartField
              key={spec.name}
              spec={spec}
              values={values}
              origins={origins}
              given={givenRows(part.part, view)}
            />
          ))}
        </div>
      </MarkMissing>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SubmitButton busyText="Saving">
          {part.isConfirmed ? 'Save and go on' : 'Confirm and go on'}
        </SubmitButton>
        <LinkButton href={`/assessments/${view.head.assessmentId}/sign-off` as Route} variant="ghost">
          Back to sign-off
        </LinkButton>
        <LeaveGuard isSpoken />
      </div>
    </ActionForm>
  );
}

/** While answers are open, part 3 offers to sign with them open. */
function asksToSignOpen({ result, form }: DraftView, part: FormPart): boolean {
  const isOpen = result.unanswered.length > 0 || result.incomplete.length > 0;
  return part === 'result' && (isOpen || form.result.signIncomplete);
}

function Missing({ part }: { part: PartView }) {
  if (!part.isConfirmed || part.missing.length === 0) return null;
  return (
    <Notice tone="soon" title={`Saved, but ${part.name} is not complete.`}>
      Missing:{' '}
      {part.missing.map(({ field, words }, index) => (
        <span key={field}>
          {index > 0 && ', '}
          <a className="link" href={`#${fieldId(field)}`}>
            {words}
          </a>
        </span>
      ))}
      .
    </Notice>
  );
}

/** What a part takes from elsewhere and cannot be typed here. */
function Facts({ view, part }: { view: DraftView; part: FormPart }) {
  if (part === 'approach' && view.form.approach?.services.length === 0) {
    const services = `/assessments/${view.head.assessmentId}/sign-off/${partSlug('services')}` as Route;
    return (
      <Notice title="No service is named yet.">
        Each service has a line here.{' '}
        <Link className="link" href={services}>
          Name them in part 2a first
        </Link>
        .
      </Notice>
    );
  }
  if (part !== 'channels' || !view.form.channels) return null;
  const { eCommerce, moto, cardPresent } = view.form.channels;
  const covered = [
    eCommerce && channelNames.E_COMMERCE,
    moto && channelNames.MOTO,
    cardPresent && channelNames.CARD_PRESENT,
  ].filter((name) => typeof name === 'string');
  return (
    <p>
      <span className="label">Covered by this assessment:</span> {covered.join(', ')}{' '}
      <small className="text-ink-3">from this assessment</small>
    </p>
  );
}
