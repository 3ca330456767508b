import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { KeyUse } from '@/lib/access/api-key';

/** A request under /api/v1 while it is answered: keys count there, and only there. */
export type Program = {
  isCounted: boolean;
  /** Null until the key is known. */
  use: KeyUse | null;
};

const programs = new AsyncLocalStorage<Program>();

/** Where the request came in decides, and not how its address was spelled. */
export function currentProgram(): Program | undefined {
  return programs.getStore();
}

export function asProgram<R>(program: Program, work: () => R): R {
  return programs.run(program, work);
}
