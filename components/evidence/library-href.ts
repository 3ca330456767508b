import type { Route } from 'next';
import type { EvidenceFilter } from '@/lib/evidence/model';
import { evidenceQuery } from '@/lib/evidence/rules';

/** Address of the library with a filter. */
export function libraryHref(filter: Partial<EvidenceFilter>): Route {
  return `/evidence${evidenceQuery(filter)}` as Route;
}
