import { inject } from 'vitest';

// What lib/platform/env.ts asks for, before any module of the app reads it.
process.env.DATABASE_APP_URL = inject('appUrl');
process.env.INPLACE_DATA_DIR = inject('dataFolder');
process.env.DATA_KEY = 'integration-tests-only-data-key-integration-tests';
process.env.AUDIT_KEY = 'integration-tests-only-audit-key-integration-tests';
process.env.EVIDENCE_KEYS = 'integration-tests-only-evidence-key-integration-tests';
process.env.NEXTAUTH_SECRET = 'integration-tests-only-integration-tests-only';
process.env.NEXTAUTH_URL = 'http://localhost:3000';
process.env.LOG_LEVEL = 'silent';
process.env.OIDC_ALLOW_HTTP = 'yes';
