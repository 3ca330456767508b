import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { throwawayDatabase } from '../lib/throwaway.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    ownerUrl: string;
    appUrl: string;
    dataFolder: string;
  }
}

/** One PostgreSQL for the whole integration run: migrations from zero, catalogue loaded. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const database = await throwawayDatabase();
  const dataFolder = join(database.folder, 'app-data');
  mkdirSync(dataFolder);
  project.provide('ownerUrl', database.ownerUrl);
  project.provide('appUrl', database.appUrl);
  project.provide('dataFolder', dataFolder);
  return database.close;
}
