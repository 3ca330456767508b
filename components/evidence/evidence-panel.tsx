'use client';

import './evidence.css';
import type { Route } from 'next';
import Link from 'next/link';
import { lazy, memo, Suspense, useCallback, useEffect, useId, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Camera, Inbox, Lock, Paperclip } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { patiently } from '@/components/ui/patiently';
import type { Reading } from '@/components/ui/reading';
import { showToast } from '@/components/ui/toast-store';
import { TryAgain } from '@/components/ui/try-again';
import { useTurns } from '@/components/ui/use-turns';
import type { PanelItemView, PanelView } from '@/lib/evidence/model';
import { detailsIn } from './panel/details-in';
import { draftKind } from './panel/drafts';
import { askPanel, panelAddress } from './panel/panel-api';
import { ChooseFiles } from './upload/choose-files';
import { DropZone } from './upload/drop-zone';

// What lists, sends and asks comes where there is something to list or somebody adds something.
const PanelItems = lazy(patiently(() => import('./panel/panel-items')));
const Uploads = lazy(patiently(() => import('./upload/uploads')));
const AttachForm = lazy(() => import('./panel/attach-form'));
const AttachExisting = lazy(() => import('./panel/attach-existing'));
const FileDetails = lazy(() => import('./panel/file-details'));

type EvidencePanelProps = {
  assessmentId: string;
  requirementNumber: string;
  /** True when the person may not change the evidence here (role, or a signed or archived assessment). */
  locked: boolean;
  reading: Reading;
  /** Told the number of items that count, and whether one has failed, whenever it is known or changes. */
  onCount: (count: number, hasFailed: boolean) => void;
};

type Mode = 'LINK' | 'NOTE' | 'EXISTING' | 'DETAILS' | null;

/** Evidence of one requirement: what is there, and every way to add to it. Mount it with the requirement as its key. */
export const EvidencePanel = memo(function EvidencePanel(props: EvidencePanelProps) {
  const { assessmentId, requirementNumber, locked, onCount } = props;
  const [panel, setPanel] = useState<PanelView | null>(null);
  const [problem, setProblem] = useState('');
  const address = panelAddress(assessmentId, requirementNumber);
  const [mode, setMode] = useState<Mode>(() => draftKind(address));
  // A form that only stands open again must not take the keys that go on to the next requirement.
  const [isChosen, setChosen] = useState(false);
  const headingId = useId();

  const load = useCallback(
    async (init: RequestInit = {}) => {
      const answer = await askPanel(address, 'GET', undefined, init);
      if (init.signal?.aborted) return;
      setProblem(answer.ok ? '' : answer.message);
      if (answer.ok) setPanel(answer.value);
    },
    [address],
  );
  useTurns(props.reading, panel, load);
  // What is being checked opens by itself in a moment.
  const isChecking = panel?.items.some(({ files }) =>
    files.some(({ isOpen, scanMark }) => !isOpen && scanMark?.tone === 'quiet'),
  );
  useEffect(() => {
    if (!isChecking || !panel) return;
    const timer = setTimeout(() => void load(), 4_000);
    return () => clearTimeout(timer);
  }, [isChecking, panel, load]);
  const count = panel?.items.length;
  const { counting, rejected, failed } = tally(panel?.items ?? []);
  useEffect(() => {
    if (count !== undefined) onCount(counting, failed > 0);
  }, [count, counting, failed, onCount]);

  const details = useRef<HTMLFormElement>(null);
  const [chosen, setChosenFiles] = useState<readonly (readonly File[])[]>([]);
  const add = (files: readonly File[]) => setChosenFiles((before) => [...before, files]);

  async function takeOff(item: PanelItemView) {
    const { evidenceId, title } = item;
    const answer = await askPanel(address, 'DELETE', { evidenceId });
    if (!answer.ok) {
      showToast({ message: answer.message, tone: 'late' });
      return;
    }
    setPanel(answer.value);
    showToast({
      message: `Took “${title}” off ${requirementNumber}. It stays in the library.`,
      action: { text: 'Undo', run: () => void putBack(evidenceId) },
    });
  }

  async function putBack(evidenceId: string) {
    const answer = await askPanel(address, 'POST', { kind: 'EXISTING', evidenceId });
    if (answer.ok) setPanel(answer.value);
    else showToast({ message: answer.message, tone: 'late' });
  }

  function attached(next: PanelView) {
    setPanel(next);
    setMode(null);
  }

  const close = () => setMode(null);
  const choose = (next: Mode) => {
    setChosen(true);
    setMode(next);
  };
  const mayChange = !locked && panel !== null && panel.locked === null;
  return (
    <section aria-labelledby={headingId} className="evidence-panel">
      <div className="section-head">
        <h2 id={headingId}>Evidence</h2>
        {count !== undefined && <small>{countWords(count, rejected, failed)}</small>}
        {mayChange && (
          <div className="section-actions flex flex-wrap items-center gap-1">
            <ChooseFiles id="evidence-attach" variant="ghost" size="sm" icon={<Paperclip />} onFiles={add}>
              Attach files
            </ChooseFiles>
            <span className="touch-only">
              <ChooseFiles variant="ghost" size="sm" icon={<Camera />} onFiles={add} from="CAMERA">
                Take a photo
              </ChooseFiles>
            </span>
            <ModeButton mode="LINK" current={mode} onMode={choose} text="Link" />
            <ModeButton mode="NOTE" current={mode} onMode={choose} text="Note" />
            <ModeButton mode="EXISTING" current={mode} onMode={choose} text="From the library" />
            <LinkButton
              variant="ghost"
              size="sm"
              href={
                `/evidence/requests/new?assessment=${assessmentId}&requirement=${requirementNumber}` as Route
              }
            >
              Ask somebody for it
            </LinkButton>
          </div>
        )}
      </div>
      {panel?.locked && (
        <p className="flex items-center gap-2 py-1 text-ink-3">
          <Lock className="size-3.5" />
          {panel.locked}
        </p>
      )}
      {problem && (
        <p role="alert" className="flex flex-wrap items-center gap-2 py-1 text-danger">
          {problem}
          <TryAgain onAgain={() => void load()} />
        </p>
      )}
      {panel === null && !problem && <span className="bone my-3 w-56" />}
      {panel && panel.items.length > 0 && (
        <Suspense fallback={<span className="bone my-3 w-56" />}>
          <PanelItems items={panel.items} onTakeOff={mayChange ? takeOff : null} />
        </Suspense>
      )}
      {panel?.items.length === 0 && !mayChange && (
        <p className="py-1 text-ink-3">Nothing is attached here.</p>
      )}
      {panel && panel.asked.length > 0 && <AskedLines asked={panel.asked} />}
      <div role="status">
        {chosen.length > 0 && (
          <Suspense fallback={<p className="py-1.5 text-ink-3">{fileNames(chosen)}: not sent yet</p>}>
            <Uploads
              chosen={chosen}
              fields={() => ({ ...detailsIn(details.current), assessmentId, requirementNumber })}
              maxBytes={panel?.maxBytes ?? Number.POSITIVE_INFINITY}
              onAdded={() => void load()}
            />
          </Suspense>
        )}
      </div>
      {mayChange && (
        <>
          <Suspense fallback={<span className="bone my-3 w-56" />}>
            {(mode === 'LINK' || mode === 'NOTE') && (
              <AttachForm
                key={mode}
                kind={mode}
                address={address}
                takesFocus={isChosen}
                cadence={panel.cadence}
                today={panel.today}
                onAttached={attached}
                onClose={close}
              />
            )}
            {mode === 'DETAILS' && <FileDetails ref={details} cadence={panel.cadence} today={panel.today} />}
            {mode === 'EXISTING' && (
              <AttachExisting
                address={address}
                assessmentId={assessmentId}
                requirementNumber={requirementNumber}
                attached={new Set(panel.items.map((item) => item.evidenceId))}
                onAttached={setPanel}
                onClose={close}
              />
            )}
          </Suspense>
          <div className="mt-2 flex flex-wrap items-center gap-2">
            <div className="min-w-0 flex-1 basis-60">
              <DropZone
                words="Drop files here, or paste a screenshot"
                overWords={`Let go to attach to ${requirementNumber}`}
                onFiles={add}
                takesPaste
              />
            </div>
            {(mode === null || mode === 'DETAILS') && (
              <ModeButton mode="DETAILS" current={mode} onMode={choose} text="With details" />
            )}
          </div>
        </>
      )}
    </section>
  );
});

/** Who is asked for evidence here and has not answered yet. */
function AskedLines({ asked }: { asked: PanelView['asked'] }) {
  return (
    <ul aria-label="Asked for">
      {asked.map(({ requestId, title, recipientName, untilOn }) => (
        <li key={requestId} className="flex items-center gap-2 py-1 text-ink-2">
          <Inbox className="size-3.5 shrink-0" />
          <span className="min-w-0 wrap-anywhere">
            {recipientName} is asked for{' '}
            <Link href={`/evidence/requests/${requestId}` as Route} className="link">
              {title}
            </Link>
            , until {untilOn}
          </span>
        </li>
      ))}
    </ul>
  );
}

function ModeButton({
  mode,
  current,
  onMode,
  text,
}: {
  mode: Mode;
  current: Mode;
  onMode: (mode: Mode) => void;
  text: string;
}) {
  return (
    <Button
      variant="ghost"
      size="sm"
      aria-expanded={mode === current}
      onClick={() => onMode(mode === current ? null : mode)}
    >
      {text}
    </Button>
  );
}

function fileNames(chosen: readonly (readonly File[])[]): string {
  return chosen
    .flat()
    .map((file) => file.name)
    .join(', ');
}

/** How many items prove something here, and why the others do not. */
function tally(items: readonly PanelItemView[]) {
  return {
    counting: items.filter(({ rejection, failure }) => !rejection && !failure).length,
    rejected: items.filter(({ rejection }) => rejection !== null).length,
    failed: items.filter(({ failure }) => failure !== null).length,
  };
}

function countWords(count: number, rejected: number, failed: number): string {
  if (count === 0) return 'none yet';
  const words = [count === 1 ? '1 item' : `${count} items`];
  if (rejected > 0) words.push(`${rejected} rejected`);
  if (failed > 0) words.push(`${failed} failed`);
  return words.join(', ');
}
