import type { ChecklistStore } from './checklist-store';
import type { RowKey } from './state';

/** Between two looks at what colleagues have answered. */
const LOOK_MS = 5_000;
/** The same while somebody else is at this requirement. */
const TOGETHER_MS = 2_500;
/** From coming to a requirement to the first look at who else is there; whoever only passes says nothing. */
const ARRIVED_MS = 1_200;

/**
 * Looks every few seconds, while the tab is seen, at what colleagues have answered. Asking again and again is one cheap
 * statement; a stream would hold a connection and a process for every open tab, and end at every proxy in its own way.
 */
export function watchColleagues(
  { assessmentId, questionnaireName }: { assessmentId: string; questionnaireName: string },
  store: Pick<ChecklistStore, 'refresh' | 'change' | 'meet'>,
) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isShared = false;

  function start(after = isShared ? TOGETHER_MS : LOOK_MS): void {
    stop();
    timer = setTimeout(() => void turn(), after);
  }

  async function turn(): Promise<void> {
    const mine = timer;
    const goesOn = await look();
    // Stopped meanwhile, or nobody is signed in any more: the next look comes when somebody is back at this tab. Another one
    // that was set meanwhile stands, whoever came to a requirement during the look is seen at once.
    if (timer !== null && timer === mine && goesOn) start();
  }

  function stop(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }

  /** False once there is nothing to look at any more. Never throws. */
  async function look(): Promise<boolean> {
    try {
      const held = heldRow();
      const at = /\/requirements\/([^/]+)$/.exec(window.location.pathname)?.[1];
      const where = at ? `?at=${at}${held?.startsWith(`${at}/`) ? '&writing=1' : ''}` : '';
      const response = await fetch(`/api/assessments/${assessmentId}/responses${where}`, {
        cache: 'no-store',
        // Nobody clicked: the session does not live on through it.
        headers: { 'x-inplace-background': '1' },
      });
      if (!response.ok) return response.status >= 500 || response.status === 429;
      const { isOpen, items, questionnaire, here } = await response.json();
      const words = 'This assessment was signed or archived meanwhile: its answers are frozen.';
      store.refresh(items, isOpen ? null : { kind: 'REFUSED', words }, heldRow());
      isShared = at !== undefined && (here?.length ?? 0) > 0;
      if (at) store.meet(at, here ?? []);
      if (questionnaire !== questionnaireName) {
        store.change({
          words: `The questionnaire was changed to ${questionnaire}, ${items.length} requirements.`,
          asks: items.map((item: { requirementNumber: string }) => item.requirementNumber),
        });
      }
      return isOpen;
    } catch {
      return true; // no connection: the next save will say so
    }
  }

  return { start, stop, arrived: () => timer !== null && start(ARRIVED_MS) };
}

/** The row in whose text somebody stands. */
function heldRow(): RowKey | undefined {
  const field = document.activeElement?.matches('textarea, input[type="text"]') && document.activeElement;
  return field ? field.closest<HTMLElement>('[data-writing]')?.dataset.writing : undefined;
}
