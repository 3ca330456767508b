import { recordCalls } from './calls-records';
import { settingsCalls } from './calls-settings';
import { workCalls } from './calls-work';
import type { Call } from './form';
import type { Ids } from './records';

/** For every server action of the build what its page sends, about the records of the ids that are given. */
export const actionCalls: Readonly<Record<string, Call>> = {
  ...recordCalls,
  ...workCalls,
  ...settingsCalls,
};

/** What a page binds before the form: an id, and for the sign-off the part of the form. */
export function boundBefore(name: string): number {
  const input = actionCalls[name]?.({} as Ids);
  return input && 'form' in input ? Math.max(0, input.before.length - 1) : 0;
}

/** These sit in the frame of every page: they take the form first and answer with a page instead of words. */
export const frameActions: ReadonlySet<string> = new Set([
  'findElsewhereAction',
  'setAppearanceAction',
  'signOutAction',
  'switchOrganizationAction',
]);

/** The names of the ids that a call is about. */
export function idsIn(call: (ids: Ids) => unknown, ids: Ids): (keyof Ids)[] {
  const asked = new Set<keyof Ids>();
  call(
    new Proxy(ids, {
      get: (target, name) => {
        if (name in target) asked.add(name as keyof Ids);
        return target[name as keyof Ids];
      },
    }),
  );
  return [...asked];
}
