'use client';

import { SunMoon } from '@/components/ui/icons';
import { Menu, MenuChoice } from '@/components/ui/menu';

export type AppearanceProps = {
  current: { theme: 'system' | 'light' | 'dark'; density: 'normal' | 'compact' | 'roomy' };
  action: (form: FormData) => Promise<void>;
};

const themes = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;
const densities = [
  ['compact', 'Compact rows'],
  ['normal', 'Normal rows'],
  ['roomy', 'Roomy rows'],
] as const;

/** Theme and row height; kept in cookies, so the server draws the page right at once. */
export function AppearanceMenu({ current, action }: AppearanceProps) {
  return (
    <Menu label="Appearance" triggerClassName="btn btn-ghost btn-sm btn-icon" trigger={<SunMoon />}>
      <form action={action}>
        {themes.map(([value, label]) => (
          <MenuChoice key={value} type="submit" name="theme" value={value} checked={current.theme === value}>
            {label}
          </MenuChoice>
        ))}
        <hr className="my-1" />
        {densities.map(([value, label]) => (
          <MenuChoice
            key={value}
            type="submit"
            name="density"
            value={value}
            checked={current.density === value}
          >
            {label}
          </MenuChoice>
        ))}
      </form>
    </Menu>
  );
}
