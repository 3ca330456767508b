import { mayAlso, pageSession } from '@/app/access';
import { SampleOffer } from '@/components/sample/sample-offer';
import type { Grant } from '@/lib/access/grant';
import { openSampleAction } from './sample-actions';

/** The offer of a sample organization, for administrators who have none yet. */
export async function OfferedSample({ grant }: { grant: Grant }) {
  const { organizations } = await pageSession();
  if (!mayAlso(grant, 'organization:manage') || organizations.some(({ isSample }) => isSample)) return null;
  return <SampleOffer action={openSampleAction} />;
}
