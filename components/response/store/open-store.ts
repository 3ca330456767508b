import type { ChecklistView, ResponseView } from '@/lib/response/model';
import { decodeChecklist } from '@/lib/response/rules/wire';
import { type ChecklistStore, createChecklistStore, type Rumour } from './checklist-store';
import { createDrafts } from './drafts';
import { createSend } from './send';

type Responses = Readonly<Record<string, readonly ResponseView[]>>;

export type OpenStore = {
  store: ChecklistStore;
  /** Brings a store that this tab had already up to date with what the server has sent since. */
  catchUp: () => void;
  /** Listens to the connection, the tab and other tabs; returns what stops it. */
  attach: () => () => void;
};

/** Stores of this tab, so that going to the table and back keeps what is on its way. Never used on the server. */
const inThisTab = new Map<string, OpenStore>();

const REFRESH_AFTER_MS = 60_000;

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
  const made = createStore(view, responses);
  inThisTab.set(name, made);
  return made;
}

function createStore(view: ChecklistView, responses: Responses): OpenStore {
  const { assessmentId, person, timeZone, form, lock } = view;
  const { items, groups } = decodeChecklist(view.list);
  let channel: BroadcastChannel | null = null;
  const store = createChecklistStore(
    { setting: { assessmentId, person, timeZone, form, groups }, items, responses, lock },
    {
      send: createSend(assessmentId, person.userId),
      drafts: createDrafts(browserStorage(), person.userId, assessmentId),
      isOnline: () => navigator.onLine,
      now: () => Date.now(),
      tell: (rumour) => channel?.postMessage(rumour),
    },
  );

  function attach(): () => void {
    channel = new BroadcastChannel(`inplace.${person.userId}.${assessmentId}`);
    channel.onmessage = (event: MessageEvent<Rumour>) => store.hear(event.data);
    let hiddenAt = 0;
    const resumeIfWaiting = () => {
      const { kind } = store.get().save;
      if (kind === 'OFFLINE' || kind === 'RETRY' || kind === 'SIGNED_OUT') store.resume();
    };
    const visibility = () => {
      if (document.visibilityState === 'hidden') {
        hiddenAt = Date.now();
        store.flush();
        return;
      }
      resumeIfWaiting();
      if (hiddenAt > 0 && Date.now() - hiddenAt > REFRESH_AFTER_MS) void lookAgain(assessmentId, store);
    };
    const leave = () => store.flush();
    window.addEventListener('online', resumeIfWaiting);
    window.addEventListener('focus', resumeIfWaiting);
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', visibility);
    store.restoreDrafts();
    return () => {
      store.flush();
      window.removeEventListener('online', resumeIfWaiting);
      window.removeEventListener('focus', resumeIfWaiting);
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', visibility);
      channel?.close();
      channel = null;
    };
  }
  return { store, attach, catchUp: () => {} };
}

function browserStorage(): Storage | null {
  try {
    return typeof window === 'undefined' ? null : window.localStorage;
  } catch {
    return null; // forbidden by the browser's settings
  }
}

/** What colleagues answered while this tab was in the background. */
async function lookAgain(assessmentId: string, store: ChecklistStore): Promise<void> {
  try {
    const response = await fetch(`/api/assessments/${assessmentId}/responses`, { cache: 'no-store' });
    if (!response.ok) return;
    const { isOpen, items } = await response.json();
    const words = 'This assessment was signed or archived meanwhile: its answers are frozen.';
    store.refresh(items, isOpen ? null : { kind: 'REFUSED', words });
  } catch {
    // No connection: the next save will say so.
  }
}
