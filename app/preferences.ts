import 'server-only';
import { cookies } from 'next/headers';

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const densities = ['compact', 'roomy'] as const;
export type Density = (typeof densities)[number];

export const themeCookie = 'inplace-theme';
export const densityCookie = 'inplace-density';

/** What this browser asked for. Without a theme the system decides; without a density rows have their usual height. */
export async function readPreferences(): Promise<{ theme?: Theme; density?: Density }> {
  const jar = await cookies();
  const theme = themes.find((known) => known === jar.get(themeCookie)?.value);
  const density = densities.find((known) => known === jar.get(densityCookie)?.value);
  return { ...(theme && { theme }), ...(density && { density }) };
}
