'use client';

import { useId, useRef, useState } from 'react';
import { useActionForm } from '@/components/ui/action-form-context';
import { Button } from '@/components/ui/button';
import { FieldMessages } from '@/components/ui/field';
import { Search, Upload } from '@/components/ui/icons';

export type PickableEvidence = { evidenceId: string; title: string; facts: string };

type Answer = { hits?: PickableEvidence[]; evidenceId?: string; message?: string };

/** Evidence of the library to tick, a search in it, and a file that is added to it. Works with ticks alone. */
export function EvidencePicker({
  evidence,
  chosenIds = [],
  mayUpload,
}: {
  evidence: readonly PickableEvidence[];
  chosenIds?: readonly string[] | undefined;
  mayUpload: boolean;
}) {
  const id = useId();
  const messages = useActionForm().fieldErrors.evidenceIds ?? [];
  const [shown, setShown] = useState(evidence);
  const [chosen, setChosen] = useState<readonly string[]>(chosenIds);
  const [query, setQuery] = useState('');
  const [busy, setBusy] = useState<'search' | 'upload' | null>(null);
  const [status, setStatus] = useState('');
  const file = useRef<HTMLInputElement>(null);

  function choose(evidenceId: string, isChosen: boolean) {
    setChosen((before) => [
      ...before.filter((other) => other !== evidenceId),
      ...(isChosen ? [evidenceId] : []),
    ]);
  }

  async function search() {
    setBusy('search');
    const answer = await ask(`/api/evidence?query=${encodeURIComponent(query)}`);
    setBusy(null);
    if (!answer.hits) return setStatus(answer.message ?? '');
    const { hits } = answer;
    setShown((before) => [
      ...before.filter((item) => chosen.includes(item.evidenceId)),
      ...hits.filter((hit) => !chosen.includes(hit.evidenceId)),
    ]);
    setStatus(hits.length === 0 ? 'Nothing in the library fits.' : `${hits.length} found.`);
  }

  async function upload(picked: File) {
    setBusy('upload');
    setStatus(`Adding ${picked.name}`);
    const body = new FormData();
    body.append('title', picked.name.replace(/\.[^.]+$/, '').slice(0, 200));
    body.append('files', picked);
    const { evidenceId, message } = await ask('/api/evidence', { method: 'POST', body });
    setBusy(null);
    if (file.current) file.current.value = '';
    if (!evidenceId) return setStatus(message ?? '');
    setShown((before) => [{ evidenceId, title: picked.name, facts: 'added just now' }, ...before]);
    choose(evidenceId, true);
    setStatus(`${picked.name} is in the library and chosen.`);
  }

  return (
    <fieldset className="field" aria-describedby={`${id}-status`}>
      <legend className="label pb-1">
        Evidence <small>optional when you describe what was done</small>
      </legend>
      <div className="flex flex-wrap gap-2">
        <div className="inline-input w-64">
          <Search className="size-3.5" />
          <input
            type="search"
            aria-label="Search the evidence library"
            placeholder="Search the library"
            value={query}
            autoComplete="off"
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              // Enter would send the form around.
              event.preventDefault();
              void search();
            }}
          />
        </div>
        <Button size="sm" busy={busy === 'search'} onClick={() => void search()}>
          Search
        </Button>
        {mayUpload && (
          <>
            <Button
              size="sm"
              icon={<Upload />}
              busy={busy === 'upload'}
              onClick={() => file.current?.click()}
            >
              Upload a file
            </Button>
            <input
              ref={file}
              type="file"
              hidden
              aria-label="File to upload"
              onChange={(event) => {
                const picked = event.target.files?.[0];
                if (picked) void upload(picked);
              }}
            />
          </>
        )}
      </div>
      <p id={`${id}-status`} role="status" className="hint min-h-4">
        {status}
      </p>
      <ul className="grid max-h-72 overflow-y-auto">
        {shown.map((item) => (
          <li key={item.evidenceId} className="border-line border-t py-1">
            <label className="choice">
              <input
                type="checkbox"
                name="evidenceIds[]"
                value={item.evidenceId}
                className="check"
                checked={chosen.includes(item.evidenceId)}
                onChange={(event) => choose(item.evidenceId, event.target.checked)}
              />
              <span>
                {item.title}
                <small className="block text-ink-3">{item.facts}</small>
              </span>
            </label>
          </li>
        ))}
        {shown.length === 0 && <li className="text-ink-2">The library is empty.</li>}
      </ul>
      <FieldMessages
        hintId={undefined}
        errorId={messages.length > 0 ? `${id}-error` : undefined}
        messages={messages}
      />
    </fieldset>
  );
}

async function ask(address: string, init?: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(address, init);
    return (await response.json()) as Answer;
  } catch {
    return { message: 'This did not reach the server. Try again.' };
  }
}
