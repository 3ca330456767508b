import { readdirSync, readFileSync } from 'node:fs';
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

/**
 * Tests that change what modules see when they are loaded (environment, clock, the database, the modules themselves) run each in a
 * process of its own. The others share theirs: loading the modules anew for each file takes as long as the tests.
 */
const changesModules =
  /\bvi\.(stubEnv|resetModules|spyOn|useFakeTimers|setSystemTime|mock|doMock)\b|\b(ownDatabase|closeDatabase)\b|process\.env\.\w+ = /;
const alone = ['lib', 'app']
  .flatMap((folder) => readdirSync(root + folder, { recursive: true }).map((file) => `${folder}/${file}`))
  .filter((file) => file.endsWith('.integration.test.ts'))
  .filter((file) => changesModules.test(readFileSync(root + file, 'utf8')))
  .map((file) => file.replace(/[()[\]]/g, '\\$&'));
const integration = {
  environment: 'node' as const,
  globalSetup: ['./scripts/testing/database.ts'],
  setupFiles: ['./scripts/testing/integration.ts'],
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

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
          testTimeout: 30_000,
        },
      },
      {
        resolve,
        test: {
          ...integration,
          name: 'integration',
          include: ['**/*.integration.test.ts'],
          exclude: [...exclude, ...alone],
          isolate: false,
        },
      },
      {
        resolve,
        test: { ...integration, name: 'integration-alone', include: alone },
      },
    ],
  },
});
