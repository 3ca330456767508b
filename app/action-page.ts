import 'server-only';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type ActionPages, isActionOfPage } from '@/lib/platform/action-page';
import { env } from '@/lib/platform/env';
import { noteOddRequest } from './odd-request';

const actionManifest = z.object({
  node: z.record(z.string(), z.object({ workers: z.record(z.string(), z.unknown()) })),
});
const pageManifest = z.record(z.string(), z.string());

let known: Promise<ActionPages> | undefined;

/** What the build says of itself, beside the server that runs from it. */
async function readBuild(): Promise<ActionPages> {
  const manifest = async (name: string): Promise<unknown> => {
    const path = join(/* turbopackIgnore: true */ process.cwd(), '.next', 'server', `${name}.json`);
    return JSON.parse(await readFile(path, 'utf8'));
  };
  const [actions, pages] = await Promise.all([
    manifest('server-reference-manifest').then((json) => actionManifest.parse(json)),
    manifest('app-paths-manifest').then((json) => pageManifest.parse(json)),
  ]);
  return {
    pages: Object.keys(pages)
      .filter((name) => name.endsWith('/page'))
      .map((name) => `app${name}`),
    homes: new Map(Object.entries(actions.node).map(([id, { workers }]) => [id, Object.keys(workers)])),
  };
}

/**
 * Whether the page at this address has the action that is called there. Next would send a call at another page on to one
 * that has it, from itself to itself, under an address that nobody is at. A refusal leaves one line a minute and network in
 * the server's log. While somebody develops, pages come and go, and Next decides.
 */
export async function isCalledAtHome(pathname: string, id: string, head: Headers): Promise<boolean> {
  if (env().NODE_ENV === 'development') return true;
  known ??= readBuild().catch((error: unknown) => {
    known = undefined; // another time it may be readable
    throw error;
  });
  if (isActionOfPage(pathname, id, await known)) return true;
  await noteOddRequest(head, pathname, 'an action was called at a page that does not have it');
  return false;
}
