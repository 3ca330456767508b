import { ChoiceGroup } from '@/components/ui/choice-field';
import { SelectField } from '@/components/ui/select-field';
import { TextField } from '@/components/ui/text-field';
import {
  type ServiceProviderChoice,
  serviceProviderKindNames,
  serviceProviderKinds,
} from '@/lib/service-provider/model';

type ProviderChoiceProps = {
  providers: readonly ServiceProviderChoice[];
  chosenIds: readonly string[];
  directory: readonly { id: string; name: string }[];
  /** A provider of the directory that the form starts from and the register does not have yet. */
  suggestedId: string | null;
};

const kindOptions = serviceProviderKinds.map((kind) => ({
  value: kind,
  label: serviceProviderKindNames[kind],
}));

/** Every third party that takes part: chosen from the register, and one more added on the way. */
export function ProviderChoice({ providers, chosenIds, directory, suggestedId }: ProviderChoiceProps) {
  return (
    <div className="grid gap-4">
      {providers.length > 0 && (
        <ChoiceGroup
          kind="checkbox"
          name="serviceProviderIds[]"
          label="Providers that take part"
          hint="All of them, not only the gateway: whoever hosts the page, delivers it or adds scripts to it."
          choices={providers.map(({ id, name, kind }) => ({
            value: id,
            label: (
              <>
                {name} <span className="text-ink-3">{serviceProviderKindNames[kind]}</span>
              </>
            ),
          }))}
          defaultValue={chosenIds}
          className="[&>div]:sm:grid-cols-2"
        />
      )}
      <fieldset className="well grid gap-3">
        <legend className="float-left font-medium">
          {providers.length > 0 ? 'Another provider, not in your register yet' : 'Payment provider'}{' '}
          <span className="font-normal text-ink-3">optional</span>
        </legend>
        <div className="clear-both grid gap-3 sm:grid-cols-3">
          <SelectField
            name="newServiceProvider.directoryId"
            label="From the directory"
            placeholder="Not in the directory"
            options={directory.map(({ id, name }) => ({ value: id, label: name }))}
            defaultValue={suggestedId ?? ''}
          />
          <TextField
            name="newServiceProvider.name"
            label="Name"
            hint="Only if it differs, or is not in the directory."
            autoComplete="off"
          />
          <SelectField
            name="newServiceProvider.kind"
            label="What it is"
            options={kindOptions}
            defaultValue="GATEWAY"
          />
        </div>
      </fieldset>
    </div>
  );
}
