import { chromium } from '@playwright/test';
import { systemBrowser } from '../../scripts/lib/system.mjs';

/** The system's Chromium, without the services that look for a network. The caller closes it. */
export const openBrowser = () =>
  chromium.launch({
    executablePath: systemBrowser() ?? undefined,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
