'use client';

import type { ComponentProps, MouseEvent } from 'react';
import { requirementAddress, useChecklist } from './checklist-context';

type OpenLinkProps = Omit<ComponentProps<'a'>, 'href' | 'onClick'> & {
  requirementNumber: string;
  onOpen: (requirementNumber: string) => void;
};

/** A link to a requirement: a real address for new tabs, no new page for a plain click. */
export function OpenLink({ requirementNumber, onOpen, children, ...rest }: OpenLinkProps) {
  const { view } = useChecklist();
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(requirementNumber);
  };
  return (
    <a {...rest} href={requirementAddress(view.assessmentId, requirementNumber)} onClick={open}>
      {children ?? requirementNumber}
    </a>
  );
}
