/** The server under test, as e2e/support/server.ts has published it. */
export function instance(): { baseUrl: string; ownerUrl: string; secret: string } {
  return { baseUrl: need('E2E_BASE_URL'), ownerUrl: need('E2E_OWNER_URL'), secret: need('E2E_SECRET') };
}

function need(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: run the tests through Playwright's configuration`);
  return value;
}
