'use client';

import { ChevronsUpDown } from '@/components/ui/icons';
import { Menu, MenuChoice } from '@/components/ui/menu';

export type OrganizationChoice = { id: string; name: string; isSample: boolean };

type OrganizationMenuProps = {
  current: OrganizationChoice;
  choices: readonly OrganizationChoice[];
  action: (form: FormData) => Promise<void>;
};

/** Which organization the person works in now; another choice reloads everything for it. */
export function OrganizationMenu({ current, choices, action }: OrganizationMenuProps) {
  return (
    <Menu
      label={`Organization: ${current.name}`}
      triggerClassName="org"
      align="start"
      trigger={
        <>
          <span>
            {current.name}
            {current.isSample && <small>Sample data</small>}
          </span>
          <ChevronsUpDown />
        </>
      }
    >
      <form action={action}>
        {choices.map((choice) => (
          <MenuChoice
            key={choice.id}
            type="submit"
            name="organizationId"
            value={choice.id}
            checked={choice.id === current.id}
          >
            {choice.name}
            {choice.isSample && <span className="menu-end text-ink-3 text-small">Sample data</span>}
          </MenuChoice>
        ))}
      </form>
    </Menu>
  );
}
