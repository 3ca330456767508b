import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const resolve = {
  alias: [
    { find: /^@\//, replacement: root },
    { find: 'server-only', replacement: `${root}scripts/testing/empty.ts` },
  ],
};
const exclude = ['**/node_modules/**', '.next/**', 'data/**', 'e2e/**'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'gates',
          include: ['scripts/gates/*.gate.test.mjs'],
          testTimeout: 300_000,
          sequence: { concurrent: false },
        },
      },
      {
        test: {
          name: 'launcher',
          include: ['scripts/launcher/*.test.mjs'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'heavy',
          include: ['scripts/launcher/*.heavy.mjs'],
          testTimeout: 1_800_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve,
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...exclude, '**/*.integration.test.ts'],
          environment: 'node',
        },
      },
      {
        resolve,
        test: {
          name: 'integration',
          include: ['**/*.integration.test.ts'],
          exclude,
          environment: 'node',
          globalSetup: ['./scripts/testing/database.ts'],
          setupFiles: ['./scripts/testing/integration.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
