import type { Metadata, Route } from 'next';
import { notFound } from 'next/navigation';
import { found, pageGrant } from '@/app/access';
import { DayFields } from '@/components/evidence/evidence-fields';
import { FileForm } from '@/components/evidence/file-form';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { TextField } from '@/components/ui/text-field';
import { isNewestSigned } from '@/lib/evidence/policy';
import { getEvidence } from '@/lib/evidence/queries/item';
import { evidenceLimit } from '@/lib/evidence/queries/limit';
import { dayIn } from '@/lib/platform/clock';
import { parsePageId } from '../../../../page-id';

export const metadata: Metadata = { title: 'Add files' };

export default async function AddFilesPage({
  params,
  searchParams,
}: PageProps<'/evidence/[evidenceId]/files/new'>) {
  const evidenceId = parsePageId((await params).evidenceId);
  const isVersion = (await searchParams).as === 'version';
  const grant = await pageGrant('evidence:attach');
  const item = await found(getEvidence(await pageGrant('evidence:read'), evidenceId));
  if (item.kind !== 'FILE' || item.archivedAt || (!isVersion && isNewestSigned(item))) notFound();
  const back = { label: item.title, href: `/evidence/${evidenceId}` as Route };
  const text = isVersion ? 'Add version' : 'Add files';
  return (
    <Page crumbs={[{ label: 'Evidence', href: '/evidence' }, back, { label: text }]}>
      <PageHead
        title={isVersion ? `Version ${item.fileVersion + 1} of ${item.title}` : `Add files to ${item.title}`}
      >
        {isVersion
          ? 'Open assessments use it from now on. The versions before stay, and what is signed goes on naming the one that was signed.'
          : 'They join what is there. Nothing is replaced, and each file keeps its own hash.'}
      </PageHead>
      <FileForm
        address={`/api/evidence/${evidenceId}/files`}
        maxBytes={await evidenceLimit(grant)}
        submitText={text}
      >
        {isVersion && (
          <>
            <input type="hidden" name="newVersion" value="yes" />
            <TextField
              name="reason"
              label="What is new"
              optionalMark="optional"
              maxLength={500}
              autoComplete="off"
            />
            <DayFields item={item} today={dayIn(grant.timeZone)} isRenewal />
          </>
        )}
      </FileForm>
    </Page>
  );
}
