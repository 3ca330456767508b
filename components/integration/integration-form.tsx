import type { Route } from 'next';
import { ActionForm } from '@/components/ui/action-form';
import { CheckField } from '@/components/ui/choice-field';
import { FormFill } from '@/components/ui/form-fill';
import { LeaveGuard } from '@/components/ui/leave-guard';
import { LinkButton } from '@/components/ui/link-button';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextAreaField, TextField } from '@/components/ui/text-field';
import type { IntegrationView } from '@/lib/integration/model';
import { type IntegrationPrefill, startingProvider } from '@/lib/integration/rules/prefill';
import type { NamedRow } from '@/lib/legal-entity/model';
import type { ActionResult } from '@/lib/platform/result';
import type { DirectoryProvider, ServiceProviderChoice } from '@/lib/service-provider/model';
import { LegalEntityChoice } from './legal-entity-choice';
import { MethodFields } from './method-fields';
import { ProviderChoice } from './provider-choice';

type IntegrationFormProps = {
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  /** Missing: a new one, perhaps started from a product of the directory. */
  integration?: IntegrationView;
  prefill?: IntegrationPrefill | null;
  /** The provider of the directory that was chosen, even where none of its products was. */
  provider?: DirectoryProvider | null;
  legalEntities: readonly NamedRow[];
  providers: readonly ServiceProviderChoice[];
  directory: readonly { id: string; name: string }[];
  cancelHref: Route;
};

/** All facts of a payment integration on one page; what decides the questionnaire comes first. */
export function IntegrationForm(props: IntegrationFormProps) {
  const { action, integration, prefill, legalEntities, providers, directory, cancelHref } = props;
  const start = startingProvider(props.provider ?? null, providers);
  const chosenIds = integration ? integration.providers.map(({ id }) => id) : start.chosenIds;
  const { suggestedId } = start;
  return (
    <ActionForm action={action} className="grid max-w-[56rem] gap-5">
      {integration && <input type="hidden" name="version" value={integration.version} />}
      {!integration && (
        <FormFill
          values={{
            name: prefill ? [prefill.name] : [],
            'serviceProviderIds[]': chosenIds,
            'newServiceProvider.directoryId': suggestedId ? [suggestedId] : [],
          }}
        />
      )}
      <TextField
        name="name"
        label="Name"
        hint="As colleagues call it, for example “Web shop checkout” or “Store terminals”."
        defaultValue={integration?.name ?? prefill?.name}
        required
      />
      <LegalEntityChoice entities={legalEntities} chosenId={integration?.legalEntity.id ?? null} />
      <MethodFields
        method={integration?.method ?? prefill?.method ?? null}
        chosen={integration?.channels ?? prefill?.channels ?? []}
        yearlyTransactions={integration?.yearlyTransactions ?? {}}
        merchantLevels={integration?.merchantLevels ?? {}}
      />
      <CheckField
        name="storesAccountData"
        label="Card numbers are kept electronically"
        hint="In a database, a file, a log, a recording or a mailbox of yours. Tokens of the provider do not count."
        defaultChecked={integration?.storesAccountData}
      />
      <ProviderChoice
        providers={providers}
        chosenIds={chosenIds}
        directory={directory}
        suggestedId={suggestedId}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextAreaField
          name="sites"
          label="Sites"
          hint="Shops, apps or places, one per line."
          defaultValue={integration?.sites.join('\n')}
          spellCheck={false}
        />
        <TextAreaField
          name="endpoints"
          label="Payment pages and endpoints"
          hint="Addresses that take part in a payment, one per line."
          placeholder="shop.example/checkout"
          defaultValue={integration?.endpoints.join('\n')}
          spellCheck={false}
        />
      </div>
      <TextField
        name="ownerName"
        label="Owner"
        optionalMark="optional"
        hint="Who knows how it works and answers for it."
        defaultValue={integration?.ownerName}
        className="sm:max-w-80"
      />
      <TextAreaField
        name="dataFlow"
        label="Notes on the data flow"
        optionalMark="optional"
        hint="How card data moves in this integration, in your words. Never a card number."
        defaultValue={integration?.dataFlow}
        rows={4}
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton busyText="Saving">{integration ? 'Save changes' : 'Add integration'}</SubmitButton>
        <LinkButton href={cancelHref} variant="ghost">
          Cancel
        </LinkButton>
      </div>
      <LeaveGuard />
    </ActionForm>
  );
}
