import type { Route } from 'next';
import { usePathname, useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { openKeysEvent } from '@/components/shell/keys-button';
import type { FrameActions } from '@/components/shell/sidebar';
import { signOutBy } from '@/components/shell/sign-out-guard';
import { pressByName } from '@/components/ui/keys';
import { leaveBy } from '@/components/ui/leave-by';
import { assessmentIn } from './commands';
import type { Item } from './items';

/** Goes where an option leads, or does what it says. The palette is closed by then, and the focus back. */
export function useChoose(actions: FrameActions): (item: Item, inNewTab: boolean) => void {
  const router = useRouter();
  const path = usePathname();

  function go(href: Route): void {
    const [from, to] = [assessmentIn(path), assessmentIn(href)];
    if (href === path) document.querySelector<HTMLElement>('main h1')?.focus();
    else if (from && to && isRequirement(from) && isRequirement(to) && from.assessmentId === to.assessmentId)
      // The screen has the whole checklist: the next requirement needs no new page.
      window.history.pushState(null, '', href);
    else router.push(href);
  }

  function act(item: Item): void {
    switch (item.act?.what) {
      case 'KEY':
        pressByName(item.act.key);
        break;
      case 'KEYS':
        document.dispatchEvent(new Event(openKeysEvent));
        break;
      case 'SIGN_OUT':
        leaveBy(() => signOutBy(() => startTransition(actions.signOut)));
        break;
      case 'THEME': {
        const form = new FormData();
        form.set('theme', item.act.theme);
        startTransition(() => actions.setAppearance(form));
        break;
      }
      case undefined:
    }
  }

  return (item, inNewTab) => {
    const { href } = item;
    if (href === undefined) setTimeout(() => act(item));
    else if (inNewTab) window.open(href, '_blank', 'noopener');
    else leaveBy(() => go(href));
  };
}

const isRequirement = ({ part }: { part: string }) => part === 'requirements';
