import type { Route } from 'next';
import { FileForm } from '@/components/evidence/file-form';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choice-field';
import { SectionHead } from '@/components/ui/section-head';
import { SubmitButton } from '@/components/ui/submit-button';
import { TabLinks } from '@/components/ui/tab-links';
import { TextAreaField, TextField } from '@/components/ui/text-field';
import type { EvidenceHitView } from '@/lib/evidence/model';
import type { RequestView } from '@/lib/evidence-request/model';
import type { ActionResult } from '@/lib/platform/result';

export const answerKinds = ['FILE', 'LINK', 'NOTE', 'EXISTING'] as const;
type AnswerKind = (typeof answerKinds)[number];
const kindNames: Record<AnswerKind, string> = {
  FILE: 'Files',
  LINK: 'A link',
  NOTE: 'A note',
  EXISTING: 'From the library',
};

type FormAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
type AnswerRequestProps = {
  request: RequestView;
  kind: AnswerKind;
  /** What is looked for in the library, and what fits. */
  query: string;
  hits: readonly EvidenceHitView[];
  maxBytes: number;
  action: FormAction;
};

/** How a member answers. */
export function AnswerRequest({ request, kind, query, hits, maxBytes, action }: AnswerRequestProps) {
  const { requestId, askerName } = request;
  const submitText = `Send to ${askerName}`;
  const tabs = answerKinds.map((one) => ({
    href: `/evidence/requests/${requestId}?with=${one.toLowerCase()}` as Route,
    label: kindNames[one],
    current: one === kind,
  }));
  return (
    <section className="mb-8">
      <SectionHead title="Your answer" note={`${askerName} is told when it is here`} />
      <TabLinks label="Answer with" tabs={tabs} className="mb-5" />
      {kind === 'FILE' && (
        <FileForm
          address={`/api/evidence-requests/${requestId}/answer`}
          maxBytes={maxBytes}
          submitText={submitText}
        >
          <Remark />
        </FileForm>
      )}
      {(kind === 'LINK' || kind === 'NOTE') && (
        <ActionForm key={kind} action={action} className="grid max-w-176 gap-4">
          <input type="hidden" name="requestId" value={requestId} />
          <input type="hidden" name="kind" value={kind} />
          {kind === 'LINK' ? (
            <>
              <TextField
                name="url"
                type="url"
                label="Web address"
                placeholder="https://"
                maxLength={1000}
                autoComplete="off"
              />
              <Remark />
            </>
          ) : (
            <TextAreaField
              name="note"
              label="Note"
              rows={6}
              maxLength={10_000}
              hint="Who saw what, where and when. No card numbers."
            />
          )}
          <div>
            <SubmitButton busyText="Sending">{submitText}</SubmitButton>
          </div>
        </ActionForm>
      )}
      {kind === 'EXISTING' && (
        <Existing requestId={requestId} query={query} hits={hits} submitText={submitText} action={action} />
      )}
    </section>
  );
}

function Remark() {
  return <TextAreaField name="note" label="Remark" optionalMark="optional" maxLength={4_000} rows={3} />;
}

function Existing({
  requestId,
  query,
  hits,
  submitText,
  action,
}: Pick<AnswerRequestProps, 'query' | 'hits' | 'action'> & { requestId: string; submitText: string }) {
  return (
    <div className="grid max-w-176 gap-4">
      <search>
        <form method="get" className="flex flex-wrap items-end gap-2">
          <input type="hidden" name="with" value="existing" />
          <TextField
            name="q"
            label="Search the library"
            defaultValue={query}
            maxLength={200}
            autoComplete="off"
            className="min-w-60 flex-1"
          />
          <button type="submit" className="btn">
            Search
          </button>
        </form>
      </search>
      {hits.length === 0 ? (
        <p className="text-ink-2">Nothing in the library fits. Answer with files, a link or a note.</p>
      ) : (
        <ActionForm key={query} action={action} className="grid gap-4">
          <input type="hidden" name="requestId" value={requestId} />
          <input type="hidden" name="kind" value="EXISTING" />
          <RadioGroup
            name="evidenceId"
            label="Evidence"
            choices={hits.map(({ evidenceId, title, facts }) => ({
              value: evidenceId,
              label: title,
              hint: facts,
            }))}
          />
          <div>
            <SubmitButton busyText="Sending">{submitText}</SubmitButton>
          </div>
        </ActionForm>
      )}
    </div>
  );
}
