import Form from 'next/form';
import Link from 'next/link';
import { Search } from '@/components/ui/icons';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { evidenceTypes, themes } from '@/lib/catalogue/model';
import type { CatalogueFilter } from '@/lib/catalogue/search';
import { evidenceTypeNames, themeNames } from '@/lib/catalogue/words';

/** Search and filters as a plain form: the state is the address, and it works without script. */
export function CatalogueForm({
  filter,
  questionnaires,
  filtered,
}: {
  filter: CatalogueFilter;
  questionnaires: readonly { questionnaireId: string; name: string }[];
  filtered: boolean;
}) {
  const key = JSON.stringify(filter);
  return (
    <Form
      action="/catalogue"
      role="search"
      aria-label="Search the catalogue"
      className="mb-5 grid grid-cols-[minmax(0,2fr)_repeat(3,minmax(0,1fr))_auto] items-end gap-3 max-lg:grid-cols-2 max-sm:grid-cols-1"
    >
      <TextField
        key={`q${key}`}
        name="q"
        type="search"
        label="Number or words"
        placeholder="11.6.1, payment page"
        defaultValue={filter.query}
        maxLength={100}
        autoComplete="off"
      />
      <SelectField
        key={`s${key}`}
        name="questionnaire"
        label="Questionnaire"
        placeholder="All"
        defaultValue={filter.questionnaireId ?? ''}
        options={questionnaires.map(({ questionnaireId, name }) => ({ value: questionnaireId, label: name }))}
      />
      <SelectField
        key={`e${key}`}
        name="evidence"
        label="Evidence"
        placeholder="Any"
        defaultValue={filter.evidenceType ?? ''}
        options={evidenceTypes.map((type) => ({ value: type, label: evidenceTypeNames[type] }))}
      />
      <SelectField
        key={`t${key}`}
        name="theme"
        label="Theme"
        placeholder="Any"
        defaultValue={filter.theme ?? ''}
        options={themes.map((theme) => ({ value: theme, label: themeNames[theme] }))}
      />
      <div className="flex items-center gap-3">
        <SubmitButton variant="default" icon={<Search />}>
          Search
        </SubmitButton>
        {filtered && (
          <Link href="/catalogue" className="link">
            Clear
          </Link>
        )}
      </div>
    </Form>
  );
}
