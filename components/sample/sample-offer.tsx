import type { ActionResult } from '@/lib/platform/result';
import { OpenSample } from './sample-forms';

/** Offered where somebody starts: a shop with five ways of taking cards, to look at how a year looks like. */
export function SampleOffer({
  action,
}: {
  action: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
}) {
  return (
    <section className="mt-8 max-w-[44rem]" aria-labelledby="sample-offer">
      <h2 id="sample-offer" className="text-read font-semibold">
        Look around in a sample
      </h2>
      <p className="pt-0.5 pb-3 text-ui text-ink-2">
        The sample is an invented web shop with five integrations, signed attestations of last year, evidence
        and a schedule. It is an organization of its own beside yours, marked as sample, and goes away with
        one click.
      </p>
      <OpenSample action={action} />
    </section>
  );
}
