'use client';

import { lazy, Suspense, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Avatar } from '@/components/ui/avatar';
import { patiently } from '@/components/ui/patiently';
import type { CommentPart, CommentView } from '@/lib/comment/model';
import { formatInstant } from '@/lib/platform/format';
import { commentTime } from './words';

const CommentChange = lazy(patiently(() => import('./comment-change')));

type CommentLinesProps = Omit<CommentLineProps, 'comment'> & { comments: readonly CommentView[] };

/** What was written. Loaded where somebody has written something. */
export default function CommentLines({ comments, ...rest }: CommentLinesProps) {
  return (
    <ol>
      {comments.map((comment) => (
        <CommentLine key={comment.commentId} comment={comment} {...rest} />
      ))}
    </ol>
  );
}

type CommentLineProps = {
  comment: CommentView;
  timeZone: string;
  you: string;
  /** Null where nothing can be changed. */
  address: string | null;
  onChanged: (comment: CommentView, words: string) => void;
};

function CommentLine({ comment, timeZone, you, address, onChanged }: CommentLineProps) {
  const [isOpen, setOpen] = useState(false);
  const line = useRef<HTMLLIElement>(null);
  const { authorName, writtenAt, changedAt, withdrawnAt, parts } = comment;
  return (
    <li className="comment" ref={line} tabIndex={-1}>
      <Avatar name={authorName} />
      <div>
        <p className="comment-head">
          <b>{authorName}</b>{' '}
          <time dateTime={writtenAt} title={formatInstant(new Date(writtenAt), timeZone)}>
            {commentTime(writtenAt, timeZone, new Date())}
          </time>
          {changedAt && !withdrawnAt && <small> edited</small>}
          {comment.isOwn && !withdrawnAt && address && !isOpen && (
            <button type="button" className="link comment-edit" onClick={() => setOpen(true)}>
              Edit<span className="sr-only"> your comment</span>
            </button>
          )}
        </p>
        {withdrawnAt && <p className="text-ink-3">Withdrawn by its author.</p>}
        {isOpen && address ? (
          <Suspense fallback={<CommentText parts={parts} you={you} />}>
            <CommentChange
              comment={comment}
              address={address}
              onDone={(changed, words) => {
                flushSync(() => {
                  setOpen(false);
                  if (changed) onChanged(changed, words);
                });
                // Where the button was that opened it, or where there is none any more.
                (line.current?.querySelector('button') ?? line.current)?.focus();
              }}
            />
          </Suspense>
        ) : (
          <CommentText parts={parts} you={you} />
        )}
      </div>
    </li>
  );
}

function CommentText({ parts, you }: { parts: readonly CommentPart[]; you: string }) {
  return (
    <p className="comment-text">
      {parts.map(({ text, userId }, index) =>
        userId === null ? (
          text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text keep their order
          <b key={`${index}-${userId}`} className="mention" data-you={userId === you || undefined}>
            @{text}
          </b>
        ),
      )}
    </p>
  );
}
