import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LinkForm } from '@/components/evidence-request/link-form';
import { DeadLink, LinkRequest } from '@/components/evidence-request/link-request';
import { findRequestLink, getLinkView } from '@/lib/evidence-request/queries/link';
import { deadWords } from '@/lib/evidence-request/rules';
import { noteOpenedAction } from './actions';

// The address is the key: no other site may learn it.
export const metadata: Metadata = {
  title: 'Evidence is asked for',
  referrer: 'no-referrer',
  robots: { index: false, follow: false },
};

export default async function RequestedPage({ params }: PageProps<'/requested/[token]'>) {
  const { token } = await params;
  const link = await findRequestLink(token);
  if (!link) notFound();
  const ended = deadWords(link.state, link.askerName);
  const view = ended === null ? await getLinkView(link) : null;
  return (
    <main id="main" className="mx-auto w-full max-w-[42rem] px-4 pt-10 pb-16">
      {view ? (
        <LinkRequest view={view}>
          <LinkForm
            token={token}
            askerName={view.askerName}
            maxBytes={view.maxBytes}
            opened={noteOpenedAction}
          />
        </LinkRequest>
      ) : (
        <DeadLink words={ended ?? ''} />
      )}
    </main>
  );
}
