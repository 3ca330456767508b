import type { Route } from 'next';
import Form from 'next/form';
import { EmptyState } from '@/components/ui/empty-state';
import { Plug } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { SubmitButton } from '@/components/ui/submit-button';
import { type Channel, channelNames, type IntegrationMethod, methodFacts } from '@/lib/integration/model';
import type { Answers } from '@/lib/questionnaire/model/facts';
import { answerFields } from './run-address';

export type StartEntity = {
  legalEntityId: string;
  name: string;
  entityType: 'MERCHANT' | 'SERVICE_PROVIDER';
  integrations: readonly {
    integrationId: string;
    name: string;
    method: IntegrationMethod;
    channels: readonly Channel[];
  }[];
};

type PickerStartProps = {
  entities: readonly StartEntity[];
  legalEntityId: string | null;
  integrationIds: readonly string[];
  /** Answers that were given already, kept in the address. */
  answers: Answers;
  /** The form was sent without an integration. */
  isMissing: boolean;
};

/** Whom and what the assessment is to cover. */
export function PickerStart(props: PickerStartProps) {
  const { entities } = props;
  const entity =
    entities.length === 1 ? entities[0] : entities.find((one) => one.legalEntityId === props.legalEntityId);
  if (entities.length === 0) {
    return (
      <EmptyState
        as="h1"
        icon={<Plug />}
        title="There is nothing to assess yet"
        action={
          <LinkButton href={'/integrations/new' as Route} variant="primary">
            Add an integration
          </LinkButton>
        }
      >
        Describe a way in which you take cards. What it is decides which questionnaire applies.
      </EmptyState>
    );
  }
  return entity ? <IntegrationChoice {...props} entity={entity} /> : <EntityChoice {...props} />;
}

function EntityChoice({ entities }: PickerStartProps) {
  return (
    <Form action={'/assessments/new' as Route} className="ask">
      <div className="ask-body">
        <h1 tabIndex={-1}>Who is assessed?</h1>
        <p className="ask-intro">
          An assessment belongs to one legal entity: the one that has the contract with the acquirer.
        </p>
        <fieldset className="m-0 p-0">
          <legend className="sr-only">Legal entity</legend>
          <div className="ask-options">
            {entities.map((one) => (
              <label key={one.legalEntityId} className="ask-option">
                <input className="check" type="radio" name="entity" value={one.legalEntityId} required />
                <b>{one.name}</b>
                <span />
                <small>
                  {one.entityType === 'MERCHANT' ? 'Merchant' : 'Service provider'},{' '}
                  {count(one.integrations.length)}
                </small>
              </label>
            ))}
          </div>
        </fieldset>
      </div>
      <Foot />
    </Form>
  );
}

function IntegrationChoice({
  entity,
  entities,
  integrationIds,
  answers,
  isMissing,
}: PickerStartProps & { entity: StartEntity }) {
  return (
    <Form action={'/assessments/new' as Route} className="ask">
      <input type="hidden" name="entity" value={entity.legalEntityId} />
      <input type="hidden" name="chosen" value="1" />
      {answerFields(answers, null).map(({ key, name, value }) => (
        <input key={key} type="hidden" name={name} value={value} />
      ))}
      <div className="ask-body">
        {entities.length > 1 && <p className="ask-about">{entity.name}</p>}
        <h1 tabIndex={-1}>Which integrations does the assessment cover?</h1>
        <p className="ask-intro">
          Those that you attest together. Others that share pages, systems or networks with them are asked for
          on the way.
        </p>
        {isMissing && (
          <Notice tone="late" role="alert" className="mt-4" title="Choose at least one integration.">
            A merchant is assessed by how it takes cards.
          </Notice>
        )}
        {entity.integrations.length === 0 ? (
          <Notice className="mt-4" title={`${entity.name} has no integration yet.`}>
            {entity.entityType === 'MERCHANT'
              ? 'Add one first: how cards are taken decides the questionnaire.'
              : 'A service provider can go on without one.'}{' '}
            <LinkButton href={'/integrations/new' as Route} size="sm">
              Add an integration
            </LinkButton>
          </Notice>
        ) : (
          <fieldset className="m-0 p-0">
            <legend className="sr-only">Integrations</legend>
            <div className="ask-options">
              {entity.integrations.map((one) => (
                <label key={one.integrationId} className="ask-option">
                  <input
                    className="check"
                    type="checkbox"
                    name="integration"
                    value={one.integrationId}
                    defaultChecked={
                      integrationIds.includes(one.integrationId) || entity.integrations.length === 1
                    }
                    aria-invalid={isMissing || undefined}
                  />
                  <b>{one.name}</b>
                  <span />
                  <small>
                    {methodFacts[one.method].label};{' '}
                    {one.channels.map((channel) => channelNames[channel]).join(', ')}
                  </small>
                </label>
              ))}
            </div>
          </fieldset>
        )}
      </div>
      <Foot />
    </Form>
  );
}

function Foot() {
  return (
    <footer className="ask-foot">
      <LinkButton href={'/assessments' as Route}>Cancel</LinkButton>
      <div className="hints" />
      <SubmitButton busyText="Continue">Continue</SubmitButton>
    </footer>
  );
}

function count(integrations: number): string {
  if (integrations === 0) return 'no integrations';
  return integrations === 1 ? '1 integration' : `${integrations} integrations`;
}
