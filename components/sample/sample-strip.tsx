import { RemoveSample } from './remove-sample';
import type { SampleAction } from './sample-forms';

type SampleStripProps = { organizationId: string; name: string; remove: SampleAction | null };

/** Above every page of the sample organization, so that nobody takes it for real. */
export function SampleStrip({ organizationId, name, remove }: SampleStripProps) {
  return (
    <aside className="sample-strip" aria-label="Sample data">
      <span>
        <b>Sample data.</b> All names, answers and files of {name} are invented.
      </span>
      {remove && <RemoveSample action={remove} organizationId={organizationId} />}
    </aside>
  );
}
