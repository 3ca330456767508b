import { readFileSync } from 'node:fs';
import type { APIRequestContext } from '@playwright/test';
import { addressOf } from './addresses';
import { instance } from './instance';

export type ServerAction = { name: string; id: string; path: string };

type Manifest = {
  node: Record<string, { workers: Record<string, unknown>; exportedName: string }>;
};

/** Every server action of the build, with an address that serves it. New ones are found by themselves. */
export function listActions(ids: Readonly<Record<string, string>>): ServerAction[] {
  const manifest: Manifest = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8'));
  return Object.entries(manifest.node)
    .map(([id, { workers, exportedName }]) => ({
      name: exportedName,
      id,
      // "app/(workspace)/acquirers/[acquirerId]/page" as an address.
      path: addressOf((Object.keys(workers)[0] ?? '').replace(/^app|\/page$|\/\([^)]+\)/g, ''), ids),
    }))
    .sort((left, right) => left.name.localeCompare(right.name));
}

/** One of them by its name. */
export function actionNamed(name: string, ids: Parameters<typeof listActions>[0]): ServerAction {
  const found = listActions(ids).find((action) => action.name === name);
  if (!found) throw new Error(`${name} is gone`);
  return found;
}

/** What a client can send to an action without any of our pages: its arguments as JSON, or one form among them. */
export type Arguments = { json: unknown[] } | { before: unknown[]; form: Record<string, string | string[]> };

/** Calls an action as React's client does. `form` becomes the last argument. `origin`: of another server. */
export async function callAction(
  request: APIRequestContext,
  action: ServerAction,
  input: Arguments,
  origin = instance().baseUrl,
) {
  const headers = { 'next-action': action.id, origin, accept: 'text/x-component' };
  const answer =
    'json' in input
      ? await request.post(action.path, {
          headers: { ...headers, 'content-type': 'text/plain;charset=UTF-8' },
          data: Buffer.from(JSON.stringify(input.json)),
          maxRedirects: 0,
        })
      : await request.post(action.path, { headers, multipart: multipartOf(input), maxRedirects: 0 });
  // Where an action leads on to, which it does once it is done: "/providers;push".
  const to = answer.headers()['x-action-redirect'] ?? '';
  return { status: answer.status(), body: await answer.text(), to };
}

/** A form as React sends it: its fields first, then the list of arguments that names it last. */
export function multipartOf({
  before,
  form,
}: {
  before: unknown[];
  form: Record<string, string | string[]>;
}) {
  const body = new FormData();
  for (const [name, value] of Object.entries(form))
    for (const each of [value].flat()) body.append(`_1_${name}`, each);
  body.append('0', JSON.stringify([...before, '$K1']));
  return body;
}
