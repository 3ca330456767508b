'use client';

import { type FormEvent, memo, useCallback, useEffect, useId, useRef, useState } from 'react';
import { ask, sending, wordsOf } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { Plus, X } from '@/components/ui/icons';
import { maxTag, maxTags, type TagsView } from '@/lib/tag/model';
import { distinctTags, splitTags } from '@/lib/tag/rules';

type TagPanelProps = { assessmentId: string; requirementNumber: string };

/** The tags of one requirement: typed freely, with those of colleagues to choose from. Mount it with the requirement as its key. */
export const TagPanel = memo(function TagPanel({ assessmentId, requirementNumber }: TagPanelProps) {
  const address = `/api/assessments/${assessmentId}/requirements/${requirementNumber}/tags`;
  const [view, setView] = useState<TagsView | null>(null);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const [id, known] = [useId(), useId()];
  const field = useRef<HTMLInputElement>(null);

  const load = useCallback(
    async (signal?: AbortSignal) => {
      const answer = await ask<TagsView>(address, { cache: 'no-store', ...(signal && { signal }) });
      // Tags are a help beside the answer: what cannot be read is simply not there.
      if (answer.ok) setView(answer.value);
    },
    [address],
  );
  useEffect(() => {
    const stop = new AbortController();
    void load(stop.signal);
    return () => stop.abort();
  }, [load]);

  async function save(tags: readonly string[]): Promise<void> {
    if (!view) return;
    setBusy(true);
    const answer = await ask<TagsView>(address, sending('PATCH', { tags, version: view.version }));
    if (answer.ok) {
      setView(answer.value);
      if (field.current) field.current.value = '';
    } else if (answer.code === 'CONFLICT') await load();
    setProblem(answer.ok ? '' : wordsOf(answer));
    setBusy(false);
    field.current?.focus();
  }

  function add(event: FormEvent): void {
    event.preventDefault();
    const typed = splitTags(field.current?.value ?? '');
    if (view && typed.length > 0) void save(distinctTags([...view.tags, ...typed]));
  }

  if (!view || (view.locked && view.tags.length === 0)) return null;
  return (
    <section>
      <h2>Tags</h2>
      {view.tags.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {view.tags.map((tag) => (
            <li key={tag} className="tag h-7">
              {tag}
              {!view.locked && (
                <button
                  type="button"
                  className="-me-1 grid size-6 place-content-center"
                  aria-label={`Take off ${tag}`}
                  disabled={busy}
                  onClick={() => void save(view.tags.filter((each) => each !== tag))}
                >
                  <X />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {!view.locked && view.tags.length < maxTags && (
        <form className="mt-2 flex gap-2" onSubmit={add}>
          <label htmlFor={id} className="sr-only">
            Add a tag
          </label>
          <input
            ref={field}
            id={id}
            className="input"
            list={known}
            maxLength={maxTag * 2}
            placeholder="Add a tag"
            autoComplete="off"
          />
          <datalist id={known}>
            {view.known.map((tag) => (
              <option key={tag} value={tag} />
            ))}
          </datalist>
          <Button type="submit" size="sm" icon={<Plus />} label="Add the tag" busy={busy} />
        </form>
      )}
      {problem && (
        <p className="field-error mt-1" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
});
