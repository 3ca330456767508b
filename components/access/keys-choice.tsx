import { RadioGroup } from '@/components/ui/choice-field';
import { SubmitButton } from '@/components/ui/submit-button';

type KeysChoiceProps = { keys: 'on' | 'off'; action: (form: FormData) => Promise<void> };

/** Single-key commands can get in the way of speech input and small slips; so they can be switched off. */
export function KeysChoice({ keys, action }: KeysChoiceProps) {
  return (
    <section aria-labelledby="keys-title">
      <h2 id="keys-title">Keyboard</h2>
      <form action={action} className="mt-2 grid max-w-sm gap-3">
        <RadioGroup
          name="keys"
          label="Commands on single keys, in this browser"
          labelHidden
          defaultValue={keys}
          choices={[
            { value: 'on', label: 'Commands on single keys, such as 1 for In Place' },
            { value: 'off', label: 'No commands on single keys' },
          ]}
        />
        <div>
          <SubmitButton variant="default" busyText="Saving">
            Save choice
          </SubmitButton>
        </div>
      </form>
    </section>
  );
}
