import type { Route } from 'next';
import type { EventFilter, PlaceFilter } from '@/lib/audit-trail/rules';

/** Address of the audit log with a filter. */
export function auditLogHref(filter: Partial<EventFilter>): Route {
  return hrefOf('/audit-log', filter);
}

/** Address of the sign-ins with a filter. */
export function signInsHref(filter: Partial<PlaceFilter>): Route {
  return hrefOf('/audit-log/sign-ins', filter);
}

function hrefOf(path: string, filter: object): Route {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) params.set(name, String(value));
  const query = params.toString();
  return (query ? `${path}?${query}` : path) as Route;
}
