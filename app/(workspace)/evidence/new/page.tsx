import type { Metadata, Route } from 'next';
import { pageGrant } from '@/app/access';
import { EvidenceFields } from '@/components/evidence/evidence-fields';
import { FileForm } from '@/components/evidence/file-form';
import { TypedForm } from '@/components/evidence/typed-form';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { TabLinks } from '@/components/ui/tab-links';
import { TextField } from '@/components/ui/text-field';
import { evidenceKindNames, personKinds } from '@/lib/evidence/model';
import { listChoices } from '@/lib/evidence/queries/choices';
import { evidenceLimit } from '@/lib/evidence/queries/limit';
import { dayIn } from '@/lib/platform/clock';
import { addTypedEvidenceAction } from '../actions';

export const metadata: Metadata = { title: 'Add evidence' };

export default async function NewEvidencePage({ searchParams }: PageProps<'/evidence/new'>) {
  const grant = await pageGrant('evidence:attach');
  const asked = (await searchParams).kind;
  const kind = personKinds.find((known) => known.toLowerCase() === asked) ?? 'FILE';
  const today = dayIn(grant.timeZone);
  const choices = await listChoices(await pageGrant('evidence:read'));
  const tabs = personKinds.map((one) => ({
    href: (one === 'FILE' ? '/evidence/new' : `/evidence/new?kind=${one.toLowerCase()}`) as Route,
    label: evidenceKindNames[one],
    current: one === kind,
  }));
  return (
    <Page crumbs={[{ label: 'Evidence', href: '/evidence' }, { label: 'Add' }]}>
      <PageHead title="Add evidence" />
      <TabLinks label="Kind of evidence" tabs={tabs} className="mb-5" />
      {kind === 'FILE' ? (
        <FileForm address="/api/evidence" maxBytes={await evidenceLimit(grant)} submitText="Add evidence">
          <TextField
            name="title"
            label="Title"
            optionalMark="optional"
            hint="Without one, the name of the first file is used."
            maxLength={200}
            autoComplete="off"
          />
          <EvidenceFields today={today} choices={choices} />
        </FileForm>
      ) : (
        <TypedForm kind={kind} today={today} choices={choices} action={addTypedEvidenceAction} />
      )}
    </Page>
  );
}
