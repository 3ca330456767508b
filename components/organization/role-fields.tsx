'use client';

import { useState } from 'react';
import { ChoiceGroup, RadioGroup } from '@/components/ui/choice-field';
import { SelectField } from '@/components/ui/select-field';
import { DateField } from '@/components/ui/text-field';
import type { Role } from '@/lib/access/model';
import type { ReachView } from '@/lib/organization/model';
import { roleOptions } from './role-options';

export type ReachChoices = readonly { integrationId: string; name: string }[];

type RoleFieldsProps = {
  role?: Role;
  reach?: ReachView;
  integrations: ReachChoices;
};

/** The role; for an assessor from outside also what they see, and until when. */
export function RoleFields({ role, reach, integrations }: RoleFieldsProps) {
  const [chosen, setChosen] = useState<string>(role ?? '');
  const [extent, setExtent] = useState(
    reach && !reach.integrations && role === 'ASSESSOR' ? 'ALL' : 'CHOSEN',
  );
  return (
    <>
      <SelectField
        name="role"
        label="Role"
        options={roleOptions}
        placeholder={role ? undefined : 'Choose one'}
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
        hint={chosen === 'CONTROL_OWNER' ? 'Sees what is assigned to them, and answers it.' : undefined}
      />
      {chosen === 'ASSESSOR' && (
        <>
          <RadioGroup
            name="extent"
            label="Sees"
            value={extent}
            onChange={(event) => setExtent(event.target.value)}
            choices={[
              { value: 'CHOSEN', label: 'Chosen integrations' },
              { value: 'ALL', label: 'The whole organization' },
            ]}
          />
          {extent === 'CHOSEN' && (
            <ChoiceGroup
              kind="checkbox"
              name="integrationIds[]"
              label="Integrations"
              hint={
                integrations.length === 0
                  ? 'There is no integration yet. Add one first.'
                  : 'With them come the assessments that cover no other integration.'
              }
              choices={integrations.map(({ integrationId, name }) => ({ value: integrationId, label: name }))}
              defaultValue={reach?.integrations?.map(({ integrationId }) => integrationId)}
            />
          )}
          <DateField
            name="accessUntil"
            label="Last day of access"
            defaultValue={reach?.accessUntil ?? ''}
            hint="Within a year. It can be moved later."
          />
        </>
      )}
    </>
  );
}
