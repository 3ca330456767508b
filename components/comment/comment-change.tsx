'use client';

import { useEffect, useId, useRef, useState } from 'react';
import { wordsOf } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import type { CommentView } from '@/lib/comment/model';
import { toTyped } from '@/lib/comment/rules';
import { sendComment } from './comment-api';
import CommentTools from './comment-tools';

type CommentChangeProps = {
  comment: CommentView;
  address: string;
  /** Null: nothing was changed. */
  onDone: (changed: CommentView | null, words: string) => void;
};

/** One's own comment, to be edited or withdrawn. Loaded when it is asked for. */
export default function CommentChange({ comment, address, onDone }: CommentChangeProps) {
  const { commentId, version } = comment;
  const [start] = useState(() => toTyped(comment.parts));
  const [typed, setTyped] = useState(start.typed);
  const [asks, setAsks] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  useEffect(() => field.current?.focus(), []);
  return (
    <div className="comment-field" data-writing>
      <label className="sr-only" htmlFor={id}>
        Your comment
      </label>
      <textarea
        ref={field}
        id={id}
        className="input"
        rows={2}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <CommentTools
        field={field}
        address={address}
        typed={typed}
        onTyped={setTyped}
        known={start.known}
        request={(stored) => ['PATCH', { what: 'EDIT', commentId, version, ...stored }]}
        sendText="Save"
        onSent={(changed) => onDone(changed, 'Your comment is changed.')}
      >
        <Button size="sm" onClick={() => onDone(null, '')}>
          Cancel
        </Button>
        <Button size="sm" variant="ghost" aria-haspopup="dialog" onClick={() => setAsks(true)}>
          Withdraw
        </Button>
      </CommentTools>
      <Dialog open={asks} onClose={() => setAsks(false)} title="Withdraw this comment?">
        <Withdrawal
          onKeep={() => setAsks(false)}
          withdraw={async () => {
            const answer = await sendComment(address, 'PATCH', { what: 'WITHDRAW', commentId, version });
            if (!answer.ok) return wordsOf(answer);
            onDone(answer.value, 'Your comment is withdrawn.');
            return '';
          }}
        />
      </Dialog>
    </div>
  );
}

function Withdrawal({ onKeep, withdraw }: { onKeep: () => void; withdraw: () => Promise<string> }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  return (
    <>
      {problem && <Notice tone="late" role="alert" title={problem} />}
      <p className="mt-1 text-ink-2 text-read">
        The page then says that you have withdrawn it. What it said stays in the audit log.
      </p>
      <div className="dialog-actions">
        <Button onClick={onKeep}>Keep it</Button>
        <Button
          variant="danger"
          busy={busy}
          onClick={async () => {
            setBusy(true);
            setProblem(await withdraw());
            setBusy(false);
          }}
        >
          Withdraw
        </Button>
      </div>
    </>
  );
}
