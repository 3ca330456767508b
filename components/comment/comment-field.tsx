'use client';

import { lazy, Suspense, useEffect, useId, useRef, useState } from 'react';
import { KeyCap } from '@/components/ui/key-cap';
import { patiently } from '@/components/ui/patiently';
import { randomId } from '@/components/ui/random-id';
import type { CommentView } from '@/lib/comment/model';
import { commentDrafts, type DraftPlace } from './drafts';
import { takeHeldKeys } from './way';

const CommentTools = lazy(patiently(() => import('./comment-tools')));

type CommentFieldProps = {
  address: string;
  /** Where the browser keeps what is not sent. */
  draft: DraftPlace;
  takesFocus: boolean;
  onSent: (comment: CommentView) => void;
};

/**
 * The field for a new comment. What it takes to send one and to find people comes when the field is used; typing does not
 * wait for it.
 */
export function CommentField({ address, draft, takesFocus, onSent }: CommentFieldProps) {
  const [{ commentId, typed }, setText] = useState(
    () => commentDrafts.inTab(draft) ?? { commentId: randomId(), typed: '' },
  );
  const [isUsed, setUsed] = useState(typed !== '');
  /** What was begun earlier is known: until then nothing is kept over it. */
  const [isLoaded, setLoaded] = useState(typed !== '');
  const field = useRef<HTMLTextAreaElement>(null);
  /** Asked to send before there was anything to send with. */
  const early = useRef(false);
  const isTouched = useRef(false);
  const id = useId();
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  useEffect(() => {
    if (commentDrafts.inTab(draft)) return;
    let isHere = true;
    void commentDrafts.find(draft).then((kept) => {
      if (!isHere) return;
      // Somebody may be typing already.
      if (kept)
        setText((now) => ({ ...kept, typed: [kept.typed, now.typed].filter(Boolean).join('\n') || '' }));
      if (kept) setUsed(true);
      setLoaded(true);
    });
    return () => {
      isHere = false;
    };
  }, [draft]);
  return (
    <div className="comment-field" data-writing={isUsed || undefined}>
      <label className="sr-only" htmlFor={id}>
        Write a comment
      </label>
      <textarea
        ref={field}
        id={id}
        className="input"
        rows={1}
        value={typed}
        placeholder="Write a comment"
        onFocus={(event) => {
          setUsed(true);
          const ahead = takeHeldKeys();
          if (ahead) setText((now) => ({ ...now, typed: now.typed + ahead }));
          // What was begun earlier goes on at its end.
          if (!isTouched.current) event.currentTarget.setSelectionRange(typed.length, typed.length);
          isTouched.current = true;
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            early.current = !event.defaultPrevented;
        }}
        onChange={(event) => setText({ commentId, typed: event.target.value })}
      />
      {!isUsed && <KeyCap>C</KeyCap>}
      {isUsed && (
        <Suspense>
          <CommentTools
            field={field}
            early={early}
            address={address}
            typed={typed}
            onTyped={(next) => setText({ commentId, typed: next })}
            {...(isLoaded && { kept: { place: draft, commentId } })}
            request={(stored) => ['POST', { commentId, ...stored }]}
            sendText="Send"
            onSent={(comment, sent) => {
              setText((now) => ({ commentId: randomId(), typed: typedSince(now.typed, sent) }));
              field.current?.focus();
              onSent(comment);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

/** What was typed while a comment was under way is the beginning of the next one. */
function typedSince(now: string, sent: string): string {
  return now.startsWith(sent) ? now.slice(sent.length).trimStart() : now;
}
