import type { ReactNode } from 'react';
import { CircleCheck, CircleDashed, CircleDot, Lock } from '@/components/ui/icons';
import { SectionHead } from '@/components/ui/section-head';
import { Day, Instant } from '@/components/ui/time';
import type { DraftView, SealedView } from '@/lib/attestation/model/view';
import { isComplete } from '@/lib/attestation/rules/parts';

type Signer = { key: string; icon: ReactNode; title: string; lines: ReactNode[] };

const done = <CircleCheck className="size-4 tone-ok" aria-hidden />;
const dashed = <CircleDashed className="size-4 text-ink-3" aria-hidden />;

/** Who has to do with the signature, and where each of them stands. */
export function DraftSigners({ view, stops }: { view: DraftView; stops: number }) {
  const { savedAt, savedBy, form } = view;
  const parts = view.parts.filter((part) => part.isAsked);
  const isPrepared = parts.every(isComplete);
  const officer = form.officer.name || 'not named yet';
  const signers: Signer[] = [
    {
      key: 'prepared',
      icon: isPrepared ? done : <CircleDot className="size-4 tone-soon" aria-hidden />,
      title: savedBy === '' ? 'Not prepared yet' : `Prepared by ${savedBy}`,
      lines: [
        savedAt && (
          <>
            <Instant value={savedAt} timeZone={view.timeZone} />, version {view.version} of the form
          </>
        ),
        isPrepared
          ? 'Every part is confirmed.'
          : `${parts.filter(isComplete).length} of ${parts.length} parts confirmed.`,
      ],
    },
    {
      key: 'officer',
      icon:
        stops === 0 ? (
          <CircleDot className="size-4 text-accent" aria-hidden />
        ) : (
          <Lock className="size-4 text-ink-3" aria-hidden />
        ),
      title: `Executive officer, ${officer}`,
      lines: [
        form.officer.title,
        stops === 0
          ? 'Can sign now.'
          : `Opens when ${stops === 1 ? 'the problem is' : `the ${stops} problems are`} solved.`,
      ],
    },
    assessor('Assessor (QSA)', form.qsa.involved, form.qsa.leadName, [
      form.qsa.leadSignedOn ? (
        <Day key="d" value={form.qsa.leadSignedOn} />
      ) : (
        'Signs on the printed attestation.'
      ),
    ]),
    assessor('Internal assessor (ISA)', form.isa.involved, form.assessor.isaNames.split('\n')[0] ?? '', []),
  ];
  return <SignerList signers={signers} />;
}

function assessor(role: string, involved: boolean | null, name: string, lines: ReactNode[]): Signer {
  if (!involved) {
    const words = involved === null ? 'Not answered yet.' : 'Not used for this assessment.';
    return { key: role, icon: dashed, title: role, lines: [words] };
  }
  return { key: role, icon: done, title: name === '' ? role : `${role}, ${name}`, lines };
}

/** The signature as it was given. */
export function SealedSigners({ view }: { view: SealedView }) {
  const { signature } = view;
  const isPaper = signature.method === 'UPLOADED';
  return (
    <SignerList
      signers={[
        {
          key: 'officer',
          icon: done,
          title: `Executive officer, ${signature.signerName}`,
          lines: [
            <span
              key="mark"
              className="my-1 inline-block border-line-strong border-b pe-6 font-serif text-accent text-lead italic"
              aria-hidden
            >
              {signature.signerName}
            </span>,
            signature.signerTitle,
            isPaper ? (
              <>
                Signed outside on <Day value={signature.signedOn} />
              </>
            ) : (
              <>
                {signature.method === 'BY_LINK'
                  ? 'Signed by a link to the officer’s mailbox and a code,'
                  : 'Signed here, password entered again,'}{' '}
                <Instant value={signature.signedAt} timeZone={view.timeZone} />
              </>
            ),
            signature.method === 'BY_LINK' && <>Link sent by {signature.recordedBy.name}</>,
            isPaper && (
              <>
                Filed by {signature.recordedBy.name},{' '}
                <Instant value={signature.signedAt} timeZone={view.timeZone} />
              </>
            ),
          ],
        },
      ]}
    />
  );
}

function SignerList({ signers }: { signers: readonly Signer[] }) {
  return (
    <section aria-labelledby="h-signers">
      <SectionHead id="h-signers" title="Signatures" />
      <ol>
        {signers.map(({ key, icon, title, lines }) => (
          <li
            key={key}
            className="relative ps-7 pb-4 before:absolute before:top-5.5 before:bottom-0.5 before:left-2 before:border-line-strong before:border-s last:before:hidden"
          >
            <span className="absolute top-0.5 left-0">{icon}</span>
            <b className="font-medium">{title}</b>
            {lines.map(
              (line, index) =>
                line && (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a signer never change places
                  <div key={index} className="text-ink-3 text-small">
                    {line}
                  </div>
                ),
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
