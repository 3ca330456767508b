import { Pencil } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import type { IntegrationView } from '@/lib/integration/model';

type IntegrationActionsProps = { integration: IntegrationView; mayChange: boolean };

/** Edit the facts; go on with the open assessment. */
export function IntegrationActions({ integration, mayChange }: IntegrationActionsProps) {
  const open = integration.assessments.find(({ status }) => status === 'OPEN');
  return (
    <>
      {mayChange && (
        <LinkButton href={`/integrations/${integration.integrationId}/edit`} icon={<Pencil />}>
          Edit facts
        </LinkButton>
      )}
      {open && (
        <LinkButton href={`/assessments/${open.assessmentId}`} variant="primary">
          Continue assessment
        </LinkButton>
      )}
    </>
  );
}
