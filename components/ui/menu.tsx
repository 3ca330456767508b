'use client';

import type { Route } from 'next';
import Link from 'next/link';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type ToggleEvent,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { Check } from './icons';

type MenuProps = {
  /** What the button shows. */
  trigger: ReactNode;
  /** Name of button and menu for screen readers; needed when the trigger is only an icon. */
  label: string;
  triggerClassName?: string;
  align?: 'start' | 'end';
  children: ReactNode;
};

/** A button with a menu, on the browser's popover: closes on Esc and on a click elsewhere, focus goes back. */
export function Menu({ trigger, label, triggerClassName = 'btn', align = 'end', children }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  // Drawn when it is first opened: a page has several menus, and most are never looked into.
  const [wasOpened, setWasOpened] = useState(false);

  useEffect(() => {
    if (menu.current?.matches(':popover-open')) setWasOpened(true); // before React had taken over
  }, []);

  function draw(event: ToggleEvent<HTMLDivElement>) {
    if (event.newState === 'open') flushSync(() => setWasOpened(true));
  }

  function place(event: ToggleEvent<HTMLDivElement>) {
    const open = event.newState === 'open';
    button.current?.setAttribute('aria-expanded', String(open));
    if (!open || !button.current || !menu.current) return;
    const anchor = button.current.getBoundingClientRect();
    const box = menu.current.getBoundingClientRect();
    const below = anchor.bottom + 4 + box.height <= window.innerHeight;
    const left = align === 'end' ? anchor.right - box.width : anchor.left;
    menu.current.style.top = `${Math.max(8, below ? anchor.bottom + 4 : anchor.top - box.height - 4)}px`;
    menu.current.style.left = `${Math.max(8, Math.min(left, window.innerWidth - box.width - 8))}px`;
    itemsOf(menu.current)[0]?.focus();
  }

  function move(event: KeyboardEvent<HTMLDivElement>) {
    const items = itemsOf(event.currentTarget);
    const at = items.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === 'Tab') menu.current?.hidePopover();
    if (next === undefined) return;
    event.preventDefault();
    items.at(next % items.length)?.focus();
  }

  function close(event: MouseEvent<HTMLDivElement>) {
    const choice = (event.target as Element).closest('[role="menuitemcheckbox"]');
    if (!choice) menu.current?.hidePopover();
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        className={triggerClassName}
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded="false"
        aria-label={label}
        title={label}
      >
        {trigger}
      </button>
      <div
        ref={menu}
        id={id}
        role="menu"
        aria-label={label}
        popover="auto"
        className="menu"
        tabIndex={-1}
        onBeforeToggle={draw}
        onToggle={place}
        onKeyDown={move}
        onClick={close}
      >
        {wasOpened && children}
      </div>
    </>
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]:not([aria-disabled="true"])')];
}

type MenuItemProps = { icon?: ReactNode; children: ReactNode; end?: ReactNode; danger?: boolean };

export function MenuLink<T extends string>({
  href,
  icon,
  children,
  end,
}: MenuItemProps & { href: Route<T> }) {
  return (
    <Link href={href} role="menuitem" tabIndex={-1} className="menu-item">
      {icon}
      {children}
      {end && <span className="menu-end">{end}</span>}
    </Link>
  );
}

type MenuButtonProps = MenuItemProps & {
  onSelect?: () => void;
  type?: 'button' | 'submit';
  name?: string;
  value?: string;
};

/** Acts in the browser (onSelect) or submits the form around it (type submit). */
export function MenuButton({ icon, children, end, danger, onSelect, ...button }: MenuButtonProps) {
  return (
    <button
      type="button"
      {...button}
      role="menuitem"
      tabIndex={-1}
      className="menu-item"
      data-danger={danger || undefined}
      onClick={onSelect}
    >
      {icon}
      {children}
      {end && <span className="menu-end">{end}</span>}
    </button>
  );
}

type MenuChoiceProps = Omit<MenuButtonProps, 'icon' | 'end' | 'danger'> & {
  checked: boolean;
  kind?: 'radio' | 'checkbox';
};

/** One of several choices (radio) or a switch (checkbox); what is in force is ticked. */
export function MenuChoice({ checked, kind = 'radio', children, onSelect, ...button }: MenuChoiceProps) {
  const content = (
    <>
      <Check className={checked ? '' : 'invisible'} />
      {children}
    </>
  );
  const common = {
    type: 'button' as const,
    ...button,
    tabIndex: -1,
    className: 'menu-item',
    onClick: onSelect,
  };
  return kind === 'radio' ? (
    <button {...common} role="menuitemradio" aria-checked={checked}>
      {content}
    </button>
  ) : (
    <button {...common} role="menuitemcheckbox" aria-checked={checked}>
      {content}
    </button>
  );
}
