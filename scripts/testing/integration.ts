import { afterAll, inject } from 'vitest';

// What lib/platform/env.ts asks for, before any module of the app reads it.
process.env.DATABASE_APP_URL = inject('appUrl');
process.env.INPLACE_DATA_DIR = inject('dataFolder');
process.env.NEXTAUTH_SECRET = 'integration-tests-only-integration-tests-only';
process.env.NEXTAUTH_URL = 'http://localhost:3000';
process.env.LOG_LEVEL = 'silent';

afterAll(async () => {
  const { closeDatabase } = await import('@/lib/platform/db');
  await closeDatabase();
  const { closeOwner } = await import('@/lib/platform/testing');
  await closeOwner();
});
