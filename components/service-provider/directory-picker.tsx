import Form from 'next/form';
import { Button } from '@/components/ui/button';
import { SelectField } from '@/components/ui/select-field';
import type { DirectoryProvider } from '@/lib/service-provider/model';

type DirectoryPickerProps = {
  /** The page that reads ?directory=. */
  path: '/providers/new' | '/integrations/new';
  providers: readonly Pick<DirectoryProvider, 'id' | 'name'>[];
  chosenId: string | null;
  hint: string;
  buttonText: string;
};

/** Starts a form from a payment provider that the product knows. It only changes the address: what is typed below stays. */
export function DirectoryPicker({ path, providers, chosenId, hint, buttonText }: DirectoryPickerProps) {
  return (
    <Form action={path} scroll={false} className="flex flex-wrap items-start gap-2">
      <SelectField
        key={chosenId}
        name="directory"
        label="Start from a payment provider"
        optionalMark="optional"
        hint={hint}
        placeholder="None of these"
        options={providers.map(({ id, name }) => ({ value: id, label: name }))}
        defaultValue={chosenId ?? ''}
        className="w-72 max-w-full"
      />
      <Button type="submit" className="mt-[1.5625rem]">
        {buttonText}
      </Button>
    </Form>
  );
}
