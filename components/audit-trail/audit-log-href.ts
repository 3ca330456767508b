import type { Route } from 'next';
import type { EventFilter } from '@/lib/audit-trail/rules';

/** Address of the audit log with a filter. */
export function auditLogHref(filter: Partial<EventFilter>): Route {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) params.set(name, String(value));
  const query = params.toString();
  return (query ? `/audit-log?${query}` : '/audit-log') as Route;
}
