import { readFileSync } from 'node:fs';
import type { APIRequestContext } from '@playwright/test';
import { instance } from './instance';
import type { Records } from './records';

export type ServerAction = { name: string; id: string; path: string };

type Manifest = {
  node: Record<string, { workers: Record<string, unknown>; exportedName: string }>;
};

/** Every server action of the build, with an address that serves it. New ones are found by themselves. */
export function listActions(ids: Omit<Records, 'word'>): ServerAction[] {
  const manifest: Manifest = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8'));
  return Object.entries(manifest.node)
    .map(([id, { workers, exportedName }]) => ({
      name: exportedName,
      id,
      path: addressOf(Object.keys(workers)[0] ?? '', ids),
    }))
    .sort((left, right) => left.name.localeCompare(right.name));
}

/** "app/(workspace)/acquirers/[acquirerId]/page" as an address with the ids of real records. */
function addressOf(page: string, ids: Record<string, string>): string {
  const own: Record<string, string> = { ...ids, part: 'entity', requirementNumber: '2.2.2', token: 'none' };
  return page
    .replace(/^app|\/page$|\/\([^)]+\)/g, '')
    .replace(/\[([^\]]+)\]/g, (_, name: string) => own[name] ?? 'none');
}

/** What a client can send to an action without any of our pages: its arguments as JSON, or one form among them. */
export type Arguments = { json: unknown[] } | { before: unknown[]; form: Record<string, string | string[]> };

/** Calls an action as React's client does. `form` becomes the last argument. */
export async function callAction(request: APIRequestContext, action: ServerAction, input: Arguments) {
  const headers = { 'next-action': action.id, origin: instance().baseUrl, accept: 'text/x-component' };
  const answer =
    'json' in input
      ? await request.post(action.path, {
          headers: { ...headers, 'content-type': 'text/plain;charset=UTF-8' },
          data: Buffer.from(JSON.stringify(input.json)),
          maxRedirects: 0,
        })
      : await request.post(action.path, { headers, multipart: multipartOf(input), maxRedirects: 0 });
  return { status: answer.status(), body: await answer.text() };
}

function multipartOf({ before, form }: { before: unknown[]; form: Record<string, string | string[]> }) {
  const body = new FormData();
  for (const [name, value] of Object.entries(form))
    for (const each of [value].flat()) body.append(`_1_${name}`, each);
  body.append('0', JSON.stringify([...before, '$K1']));
  return body;
}
