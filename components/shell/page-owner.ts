'use client';

import { useEffect } from 'react';

/** Whose page this tab shows and of which organization, as "person/organization". */
let owner: string | null = null;

/** For requests that are not sent with fetch. */
export const pageOwner = () => owner;

let organization = '';
export const pageOrganization = () => organization;

// Server actions are sent by the framework, which leaves no other place for a header of ours.
if (typeof window !== 'undefined') {
  const send = window.fetch;
  window.fetch = (input, init) => send(input, owner ? withOwner(owner, input, init) : init);
}

function withOwner(name: string, input: RequestInfo | URL, init?: RequestInit): RequestInit | undefined {
  const method = init?.method?.toUpperCase() ?? 'GET';
  const address = input instanceof Request ? input.url : input;
  if (method === 'GET' || new URL(address, window.location.href).origin !== window.location.origin)
    return init;
  const headers = new Headers(init?.headers);
  // Answers say it themselves, and are kept here until their person is back.
  if (headers.has('x-inplace-person')) return init;
  headers.set('x-inplace-page-of', name);
  return { ...init, headers };
}

/**
 * Every change that this page sends says whom and which organization it was drawn for: in another tab somebody may have
 * signed in or changed to another organization since, and nothing of this page belongs there.
 */
type PageOwnerProps = { personId: string; organizationId: string; organizationName: string };

export function PageOwner({ personId, organizationId, organizationName }: PageOwnerProps) {
  useEffect(() => {
    const name = `${personId}/${organizationId}`;
    owner = name;
    organization = organizationName;
    return () => {
      if (owner === name) owner = null;
    };
  }, [personId, organizationId, organizationName]);
  return null;
}
