'use client';

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { wordsOf } from '@/components/ui/ask';
import type { CommentsView, CommentView } from '@/lib/comment/model';
import { askComments } from './comment-api';

/** Comments of one requirement: asked for when their place comes into sight, which is also when they are read. */
export function useComments(address: string, place: RefObject<HTMLElement | null>) {
  const [view, setView] = useState<CommentsView | null>(null);
  const [problem, setProblem] = useState('');
  const stop = useRef<AbortController>(null);

  const load = useCallback(
    async (before?: string) => {
      stop.current?.abort();
      const control = new AbortController();
      const { signal } = control;
      stop.current = control;
      setProblem('');
      const answer = await askComments(address, signal, before);
      if (signal.aborted) return;
      if (!answer.ok) setProblem(wordsOf(answer));
      else if (before)
        setView(
          (known) =>
            known && {
              ...known,
              comments: [...answer.value.comments, ...known.comments],
              hasEarlier: answer.value.hasEarlier,
            },
        );
      else setView(answer.value);
    },
    [address],
  );

  useEffect(() => {
    if (!place.current) return;
    const watch = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      watch.disconnect();
      void load();
    });
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      stop.current?.abort();
    };
  }, [place, load]);

  /** A comment that was written or changed here. */
  const take = useCallback((comment: CommentView) => {
    setView((known) => {
      if (!known) return known;
      const at = known.comments.findIndex(({ commentId }) => commentId === comment.commentId);
      return { ...known, comments: at < 0 ? [...known.comments, comment] : known.comments.with(at, comment) };
    });
  }, []);

  return { view, problem, load, take };
}
