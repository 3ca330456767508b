import { systemBrowser } from '../../scripts/lib/system.mjs';

/** The system's Chromium; undefined leaves it to the browser that Playwright itself may have downloaded. */
export const chromiumPath: string | undefined = systemBrowser() ?? undefined;
