'use client';

import { type ReactNode, type RefObject, useEffect, useEffectEvent, useId, useState } from 'react';
import { type Refusal, unreached, wordsOf } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { CircleAlert } from '@/components/ui/icons';
import { SignInBeside } from '@/components/ui/sign-in-beside';
import type { CommentView, StoredText } from '@/lib/comment/model';
import { toStored } from '@/lib/comment/rules';
import { sendComment } from './comment-api';
import { commentDrafts, type DraftPlace } from './drafts';
import { MentionList } from './mention-list';
import { useMentions } from './use-mentions';

type Known = { label: string; userId: string };

type CommentToolsProps = {
  field: RefObject<HTMLTextAreaElement | null>;
  /** True when sending was asked for before this was here. */
  early?: RefObject<boolean>;
  address: string;
  typed: string;
  onTyped: (typed: string) => void;
  /** Where the text waits until it is sent; none for one that is edited. */
  kept?: { place: DraftPlace; commentId: string };
  /** People whom the text names already. */
  known?: readonly Known[];
  request: (stored: StoredText) => ['POST' | 'PATCH', object];
  sendText: string;
  /** `sent`: what stood in the field when it was sent. Somebody may have gone on typing since. */
  onSent: (comment: CommentView, sent: string) => void;
  children?: ReactNode;
};

/** What stands below the field of a comment: people to mention, the button, what went wrong. */
export default function CommentTools({
  field,
  early,
  address,
  typed,
  onTyped,
  kept,
  known = [],
  request,
  sendText,
  onSent,
  children,
}: CommentToolsProps) {
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Refusal | null>(null);
  const mentions = useMentions({ field, address, typed, onTyped });
  const problemId = useId();

  const [isKept, setKept] = useState(true);
  const place = kept?.place;
  const commentId = kept?.commentId;
  useEffect(() => {
    if (place && commentId) void commentDrafts.keep(place, { commentId, typed }).then(setKept);
  }, [place, commentId, typed]);

  async function send() {
    if (isSending || typed.trim() === '') return field.current?.focus();
    setSending(true);
    const people = await mentions.people();
    // Without the people a name would go out as mere words, and nobody would hear of it.
    const answer = people ? await deliver(people) : unreached;
    setSending(false);
    if (!answer.ok) {
      setProblem(answer);
      return field.current?.focus();
    }
    setProblem(null);
    if (place && commentId) void commentDrafts.keep(place, { commentId, typed: '' });
    onSent(answer.value, typed);
  }

  function deliver(people: readonly Known[]) {
    const [method, body] = request(toStored(typed, [...people, ...known]));
    return sendComment(address, method, body);
  }

  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
    } else mentions.press(event);
  });
  const sendAtLast = useEffectEvent(() => void send());
  useEffect(() => {
    if (!early?.current) return;
    early.current = false;
    sendAtLast();
  }, [early]);
  useEffect(() => {
    const element = field.current;
    const listen = (event: KeyboardEvent) => press(event);
    element?.addEventListener('keydown', listen);
    return () => element?.removeEventListener('keydown', listen);
  }, [field]);
  useEffect(() => {
    const element = field.current;
    element?.toggleAttribute('aria-invalid', false);
    if (problem) {
      element?.setAttribute('aria-invalid', 'true');
      element?.setAttribute('aria-describedby', problemId);
    } else element?.removeAttribute('aria-describedby');
  }, [field, problem, problemId]);

  return (
    <>
      <MentionList mentions={mentions} />
      {problem && (
        <p className="field-error" id={problemId} role="alert">
          <CircleAlert />
          <span>
            {wordsOf(problem)} {problem.code === 'UNAVAILABLE' && 'Your text stays here. '}
            {problem.code === 'UNAUTHENTICATED' && (
              <>
                {place && isKept
                  ? 'Your text is kept in this browser.'
                  : 'Keep this tab open, your text is nowhere else.'}{' '}
                <SignInBeside className="link" />
              </>
            )}
          </span>
        </p>
      )}
      <div className="comment-actions">
        {children}
        <small className="text-ink-3">Type @ to name a person</small>
        <Button
          size="sm"
          variant="primary"
          busy={isSending}
          onClick={() => void send()}
          title="Ctrl or Cmd and Enter"
        >
          {sendText}
        </Button>
      </div>
    </>
  );
}
