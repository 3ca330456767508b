import { Check, Circle } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { type Role, roleNames, roles } from '@/lib/access/model';
import { isAllowed, type Permission } from '@/lib/access/permissions';
import type { StartView } from '@/lib/dashboard/model';
import { nextStep } from '@/lib/dashboard/rules';

const steps = [
  {
    step: 'LEGAL_ENTITY',
    permission: 'legal-entity:manage',
    title: 'Name the company that is assessed',
    note: 'A legal entity, its acquirers and merchant ids.',
    href: '/legal-entities/new',
    action: 'Add legal entity',
    done: (start: StartView) => start.legalEntities > 0,
  },
  {
    step: 'INTEGRATION',
    permission: 'integration:manage',
    title: 'Describe how you take card payments',
    note: 'One integration for each way: a hosted page, fields in your checkout, an API, terminals.',
    href: '/integrations/new',
    action: 'Add integration',
    done: (start: StartView) => start.integrations > 0,
  },
  {
    step: 'ASSESSMENT',
    permission: 'assessment:manage',
    title: 'Find out which questionnaire applies, and answer it',
    note: 'A few questions, then the checklist, evidence and the signed attestation.',
    href: '/assessments/new',
    action: 'Start assessment',
    done: (start: StartView) => start.assessments > 0,
  },
] as const;

/** "An administrator or compliance officer": whose roles allow it. */
function whoDoes(permission: Permission): string {
  const names = roles
    .filter((role) => isAllowed(role, permission))
    .map((role) => roleNames[role].toLowerCase());
  return `An ${names.join(' or ')}`;
}

/** First run: three steps in order, the next one with its button. */
export function StartHere({ start, role }: { start: StartView; role: Role }) {
  const next = nextStep(start);
  return (
    <ol className="mt-6 max-w-[44rem] border-t border-line">
      {steps.map((step, index) => (
        <li key={step.step} className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-4">
          {step.done(start) ? (
            <Check className="size-4 text-status-in-place" aria-label="Done" />
          ) : (
            <Circle className="size-4 text-ink-3" aria-label="Open" />
          )}
          <div className="min-w-56 flex-1">
            <h2 className="text-read font-semibold">
              {index + 1}. {step.title}
            </h2>
            <p className="text-ui text-ink-2">{step.note}</p>
          </div>
          {step.step === next &&
            (isAllowed(role, step.permission) ? (
              <LinkButton href={step.href} variant="primary">
                {step.action}
              </LinkButton>
            ) : (
              <p className="text-ink-2">{whoDoes(step.permission)} does this.</p>
            ))}
        </li>
      ))}
    </ol>
  );
}
