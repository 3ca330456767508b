import type { RegisterFilter } from '@/lib/legal-entity/model';

/** What ?view= asks for; anything unknown is the list of what is in use. */
export function registerFilter(view: string | string[] | undefined): RegisterFilter {
  return view === 'archived' ? 'archived' : 'active';
}
