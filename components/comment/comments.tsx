'use client';

import './comments.css';
import { lazy, memo, Suspense, useEffect, useId, useRef, useState } from 'react';
import { patiently } from '@/components/ui/patiently';
import { TryAgain } from '@/components/ui/try-again';
import { commentsAddress } from './comment-api';
import { CommentField } from './comment-field';
import { commentDrafts, type DraftPlace } from './drafts';
import { useComments } from './use-comments';
import { commentEvent, letGoOfKeys } from './way';

const CommentLines = lazy(patiently(() => import('./comment-lines')));

export type CommentsProps = {
  assessmentId: string;
  requirementNumber: string;
  userId: string;
  timeZone: string;
  /** Where, and for whom alone, the browser keeps what is not sent. */
  unsent: { organizationId: string; key: string };
};

/** What people say about one requirement. Mount it with the requirement as its key. */
export const Comments = memo(function Comments(props: CommentsProps) {
  const { assessmentId, requirementNumber, userId, timeZone, unsent } = props;
  const place = useRef<HTMLElement>(null);
  const headingId = useId();
  const address = commentsAddress(assessmentId, requirementNumber);
  const [draft] = useState<DraftPlace>({ userId, assessmentId, requirementNumber, ...unsent });
  const { view, problem, load, take } = useComments(address, place);
  const [wantsFocus, setWantsFocus] = useState(false);
  const [said, setSaid] = useState('');

  const takesNone = problem !== '' || (view !== null && view.closed !== null);
  useEffect(() => {
    if (takesNone) letGoOfKeys();
    const section = place.current;
    const come = (event: Event) => {
      if (takesNone) letGoOfKeys();
      section?.scrollIntoView({ block: 'nearest' });
      const field = section?.querySelector('textarea');
      (field ?? section)?.focus();
      setWantsFocus((event as CustomEvent<boolean>).detail && !field);
    };
    section?.addEventListener(commentEvent, come);
    return () => section?.removeEventListener(commentEvent, come);
  }, [takesNone]);

  useEffect(() => letGoOfKeys, []);

  return (
    <section
      ref={place}
      className="comments"
      aria-labelledby={headingId}
      tabIndex={-1}
      // Keys that are meant for the field must not answer the requirement while it comes.
      data-writing={(wantsFocus && !view) || undefined}
    >
      <h2 id={headingId}>Comments</h2>
      <p role="status" className="sr-only">
        {said}
      </p>
      {problem && (
        <p className="text-ink-2">
          {problem} <TryAgain isLink onAgain={() => void load()} />
        </p>
      )}
      {!view && !problem && <p className="text-ink-3">Loading</p>}
      {view?.hasEarlier && (
        <button type="button" className="link" onClick={() => void load(view.comments[0]?.commentId)}>
          Show earlier comments
        </button>
      )}
      {view && view.comments.length > 0 && (
        <Suspense fallback={<p className="text-ink-3">Loading</p>}>
          <CommentLines
            comments={view.comments}
            timeZone={timeZone}
            you={userId}
            address={view.closed ? null : address}
            onChanged={(changed, words) => {
              take(changed);
              setSaid(words);
            }}
          />
        </Suspense>
      )}
      {view?.closed && (
        <>
          <p className="text-ink-3">{view.closed}</p>
          <KeptText place={draft} />
        </>
      )}
      {view && !view.closed && (
        <CommentField
          address={address}
          draft={draft}
          takesFocus={wantsFocus}
          onSent={(comment) => {
            take(comment);
            setSaid('Your comment is sent.');
          }}
        />
      )}
    </section>
  );
});

/** Begun before the assessment was closed. */
function KeptText({ place }: { place: DraftPlace }) {
  const [kept, setKept] = useState(() => commentDrafts.inTab(place));
  useEffect(() => {
    void commentDrafts.find(place).then(setKept);
  }, [place]);
  if (!kept) return null;
  return (
    <p className="comment-text">
      <b>Not sent:</b> {kept.typed}
    </p>
  );
}
