import '@fontsource/source-serif-4/400.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Hatch } from '@/components/ui/hatch';
import { fontVariables } from './fonts';
import { readPreferences } from './preferences';

export const metadata: Metadata = {
  title: { default: 'Inplace', template: '%s · Inplace' },
  description:
    'PCI DSS self-assessments per payment integration, from the first question to the signed attestation.',
  robots: { index: false, follow: false },
  referrer: 'same-origin',
  formatDetection: { telephone: false, email: false, address: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
};

/** Reads cookies, so every page is rendered per request: the nonces of the content security policy need that. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const { theme, density, keys } = await readPreferences();
  return (
    <html
      lang="en"
      className={fontVariables}
      data-theme={theme === 'system' ? undefined : theme}
      data-density={density === 'normal' ? undefined : density}
      data-keys={keys === 'off' ? 'off' : undefined}
    >
      <body>
        <Hatch />
        {children}
      </body>
    </html>
  );
}
