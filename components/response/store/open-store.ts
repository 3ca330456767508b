import { afterPaint } from '@/components/ui/after-paint';
import { randomId } from '@/components/ui/random-id';
import { hearSignedIn } from '@/components/ui/signed-in';
import type { ChecklistView, ResponseView } from '@/lib/response/model';
import { decodeChecklist } from '@/lib/response/rules/wire';
import { type ChecklistStore, createChecklistStore } from './checklist-store';
import { createDrafts } from './drafts';
import { formerDrafts } from './former-drafts';
import type { Rumour } from './outside';
import { beginLife, type PageLife, whenGone } from './page-life';
import { createSend } from './send';
import { holdUnsent } from './unsent';
import { openVault } from './vault';
import { watchColleagues } from './watch';

type Responses = Readonly<Record<string, readonly ResponseView[]>>;

export type OpenStore = {
  store: ChecklistStore;
  /** Brings a store that this tab had already up to date with what the server has sent since. */
  catchUp: () => void;
  /** Listens to the connection, the tab and other tabs; returns what stops it. */
  attach: () => () => void;
  /** Somebody has come to a requirement. */
  arrived: () => void;
  /** How many rows would end with this tab. */
  notKept: () => number;
  /** What was not sent is for the next store of its person, wherever that opens. */
  end: () => void;
};

/** Stores of this tab, so that going to the table and back keeps what is on its way. Never used on the server. */
const inThisTab = new Map<string, OpenStore>();

/** The store of an assessment: the tab's own if there is one. */
export function openStore(view: ChecklistView, responses: Responses): OpenStore {
  if (typeof window === 'undefined') return createStore(view, responses);
  const name = `${view.person.userId} ${view.assessmentId}`;
  const known = inThisTab.get(name);
  if (known && (known.store.get().lock === null) === (view.lock === null)) {
    const catchUp = () => {
      known.store.refresh(decodeChecklist(view.list).items, view.lock);
      known.store.take(responses);
    };
    return { ...known, catchUp };
  }
  known?.end();
  const made = createStore(view, responses);
  inThisTab.set(name, made);
  holdUnsent({
    userId: view.person.userId,
    notKept: made.notKept,
    letGo: () => {
      made.end();
      inThisTab.delete(name);
    },
  });
  return made;
}

function createStore(view: ChecklistView, responses: Responses): OpenStore {
  const { assessmentId, person, timeZone, form, lock } = view;
  const { items, groups } = decodeChecklist(view.list);
  let channel: BroadcastChannel | null = null;
  let life: PageLife | null = null;
  let watch: ReturnType<typeof watchColleagues> | null = null;
  const drafts = createDrafts({
    openVault: () => {
      life ??= beginLife();
      return openVault({ userId: person.userId, assessmentId, ...view.unsent }, life.tabId);
    },
    whenGone,
    former: formerDrafts(browserStorage(), person.userId, assessmentId),
    changed: () => store.report(),
  });
  const store = createChecklistStore(
    { setting: { assessmentId, person, timeZone, form, groups }, items, responses, lock },
    {
      send: createSend(assessmentId, person.userId, view.unsent.organizationId),
      drafts,
      isOnline: () => navigator.onLine,
      now: () => Date.now(),
      newId: randomId,
      soon: afterPaint,
      tell: (rumour) => channel?.postMessage(rumour),
    },
  );

  function attach(): () => void {
    channel = new BroadcastChannel(`inplace.${person.userId}.${assessmentId}`);
    channel.onmessage = (event: MessageEvent<Rumour>) => store.hear(event.data);
    const colleagues = watchColleagues(view, store);
    watch = colleagues;
    const resumeIfWaiting = () => {
      const { kind } = store.get().save;
      if (kind === 'OFFLINE' || kind === 'RETRY' || kind === 'SIGNED_OUT' || kind === 'ELSEWHERE')
        store.resume();
    };
    const visibility = () => {
      if (document.visibilityState === 'hidden') {
        colleagues.stop();
        store.flush();
        return;
      }
      resumeIfWaiting();
      colleagues.start(0);
    };
    const leave = () => store.flush();
    const ask = (event: BeforeUnloadEvent) => {
      if (drafts.notKept() > 0) event.preventDefault();
    };
    window.addEventListener('online', resumeIfWaiting);
    window.addEventListener('focus', resumeIfWaiting);
    const deafen = hearSignedIn(resumeIfWaiting);
    window.addEventListener('pagehide', leave);
    window.addEventListener('beforeunload', ask);
    document.addEventListener('visibilitychange', visibility);
    store.restoreDrafts();
    resumeIfWaiting();
    if (document.visibilityState === 'visible') colleagues.start();
    return () => {
      colleagues.stop();
      store.flush();
      window.removeEventListener('online', resumeIfWaiting);
      window.removeEventListener('focus', resumeIfWaiting);
      deafen();
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('beforeunload', ask);
      document.removeEventListener('visibilitychange', visibility);
      channel?.close();
      channel = null;
    };
  }
  function end(): void {
    store.stop();
    life?.end();
  }
  return {
    store,
    attach,
    catchUp: () => {},
    arrived: () => void watch?.arrived(),
    notKept: drafts.notKept,
    end,
  };
}

function browserStorage(): Storage | null {
  try {
    return typeof window === 'undefined' ? null : window.localStorage;
  } catch {
    return null; // forbidden by the browser's settings
  }
}
