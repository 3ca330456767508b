'use client';

import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Building2 } from '@/components/ui/icons';
import type { ActionResult } from '@/lib/platform/result';

type SignOnOfferProps = {
  /** What stands in the e-mail field now. */
  email: string;
  ask: (domain: string) => Promise<ActionResult<{ isOffered: boolean }>>;
  onTake: () => void;
};

/** Typing has come to rest. */
const REST_MS = 300;

/** The way to the company's sign-on, once an address of a domain that has one is typed. Only the domain is asked about. */
export function SignOnOffer({ email, ask, onTake }: SignOnOfferProps) {
  const [offered, setOffered] = useState<string | null>(null);
  const domain = /@([^@\s]+\.[^@\s.]{2,})$/.exec(email.trim())?.[1]?.toLowerCase() ?? null;

  useEffect(() => {
    if (!domain) return;
    const timer = setTimeout(() => {
      void ask(domain)
        .then((answer) => setOffered(answer.ok && answer.isOffered ? domain : null))
        .catch(() => undefined);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [domain, ask]);

  if (!domain || offered !== domain) return null;
  return (
    <Button icon={<Building2 />} onClick={onTake}>
      Continue with your company’s sign-on
    </Button>
  );
}
