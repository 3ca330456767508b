'use client';

import { memo, type ReactNode, useDeferredValue, useEffect, useState } from 'react';
import { CloudAlert, CloudCheck, CloudOff, LoaderCircle } from '@/components/ui/icons';
import { useChecklist, useChecklistState } from '../checklist-context';
import { OpenLink } from '../open-link';
import type { SaveState } from '../store/state';
import { clockTime } from '../words';

/** How the work is kept, with seconds. Announced when its kind changes, not with every save. */
export function SaveLine({ onOpen }: { onOpen: (requirementNumber: string) => void }) {
  // Its line follows the answer: that something is being saved is no news at each key.
  const save = useDeferredValue(useChecklistState((state) => state.save));
  const [spoken, setSpoken] = useState('');
  const where = 'isKept' in save ? ` ${save.isKept ? keptHere : lostHere}` : '';
  // Saving again and again says nothing new: only another kind of state is read out.
  useEffect(() => {
    if (announced[save.kind]) setSpoken(announced[save.kind] + where);
  }, [save.kind, where]);
  return (
    <>
      <span className="saved" data-kind={save.kind}>
        <SaveWords save={save} onOpen={onOpen} />
      </span>
      <span className="sr-only" role="status">
        {spoken}
      </span>
    </>
  );
}

const keptHere = 'Your changes are kept on this device.';
const lostHere = 'Your changes are in this tab only: do not close it.';

const announced: Record<SaveState['kind'], string> = {
  IDLE: '',
  SAVING: '',
  SAVED: 'Saved',
  OFFLINE: 'Offline.',
  RETRY: 'Not saved. It is tried again.',
  SIGNED_OUT: 'Signed out.',
  ELSEWHERE: 'Not saved. You work in another organization now.',
  KEPT: 'Not saved.',
  CONFLICT: 'Not saved. Somebody else saved this answer first.',
  REFUSED: 'Not saved. A value is not accepted.',
};

type SaveWordsProps = { save: SaveState; onOpen: (requirementNumber: string) => void };

const SaveWords = memo(function SaveWords({ save, onOpen }: SaveWordsProps): ReactNode {
  const { store } = useChecklist();
  switch (save.kind) {
    case 'IDLE':
      return (
        <>
          <CloudCheck />
          <span className="max-sm:hidden">Nothing to save</span>
        </>
      );
    case 'SAVING':
      return (
        <>
          <LoaderCircle className="spin" />
          Saving
        </>
      );
    case 'SAVED':
      return (
        <>
          <CloudCheck />
          <span>
            Saved <span className="max-md:hidden">{clockTime(save.at, store.setting.timeZone, true)}</span>
          </span>
        </>
      );
    case 'OFFLINE':
      return (
        <>
          <CloudOff />
          <span>
            Offline<span className="max-md:hidden"> ({changesHere(save)})</span>
          </span>
        </>
      );
    case 'RETRY':
      return (
        <>
          <CloudAlert />
          <span>
            Not saved
            <span className="max-md:hidden">
              {' '}
              (retry in <Seconds until={save.retryAt} /> s)
            </span>
          </span>
        </>
      );
    case 'SIGNED_OUT':
      return (
        <>
          <CloudOff />
          Signed out
        </>
      );
    case 'ELSEWHERE':
    case 'KEPT':
      return (
        <>
          <CloudOff />
          <span>
            Not saved<span className="max-md:hidden"> ({changesHere(save)})</span>
          </span>
        </>
      );
    default:
      return (
        <>
          <CloudAlert />
          <span>
            Not saved:{' '}
            <OpenLink requirementNumber={save.requirementNumber} onOpen={onOpen} className="link" />
          </span>
        </>
      );
  }
});

function changesHere({ changes, isKept }: { changes: number; isKept: boolean }): string {
  return `${changes} ${changes === 1 ? 'change' : 'changes'} ${isKept ? 'kept here' : 'in this tab only'}`;
}

function Seconds({ until }: { until: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((until - now) / 1000));
}
