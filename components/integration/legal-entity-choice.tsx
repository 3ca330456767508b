'use client';

import { useState } from 'react';
import { RadioGroup } from '@/components/ui/choice-field';
import { SelectField } from '@/components/ui/select-field';
import { TextField } from '@/components/ui/text-field';
import { entityTypeNames, entityTypes, type NamedRow } from '@/lib/legal-entity/model';

type LegalEntityChoiceProps = { entities: readonly NamedRow[]; chosenId: string | null };

/** An existing legal entity, or a new one without leaving the form. */
export function LegalEntityChoice({ entities, chosenId }: LegalEntityChoiceProps) {
  const [only] = entities.length === 1 ? entities : [];
  const [chosen, setChosen] = useState(chosenId ?? only?.id ?? (entities.length === 0 ? 'new' : ''));
  const isNew = chosen === 'new';
  return (
    <div className="grid gap-4">
      {entities.length === 0 ? (
        <input type="hidden" name="legalEntityId" value="new" />
      ) : (
        <SelectField
          name="legalEntityId"
          label="Legal entity"
          hint="Who takes these payments; its assessment covers this integration."
          placeholder="Choose one"
          options={[
            ...entities.map(({ id, name }) => ({ value: id, label: name })),
            { value: 'new', label: 'Another one: add it now' },
          ]}
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
        />
      )}
      {isNew && (
        <fieldset className="well grid gap-3">
          <legend className="sr-only">New legal entity</legend>
          <TextField
            name="newLegalEntity.name"
            label={entities.length === 0 ? 'Company that takes these payments' : 'Company name'}
            hint="The address and contact for the attestation can follow."
            autoComplete="organization"
          />
          <RadioGroup
            name="newLegalEntity.entityType"
            label="Assessed as"
            inline
            choices={entityTypes.map((type) => ({ value: type, label: entityTypeNames[type] }))}
            defaultValue="MERCHANT"
          />
        </fieldset>
      )}
    </div>
  );
}
