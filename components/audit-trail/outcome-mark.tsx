import { Check, OctagonX } from '@/components/ui/icons';

/** Whether it was done or refused; the words say it beside the colour. */
export function OutcomeMark({ isRefused }: { isRefused: boolean }) {
  return isRefused ? (
    <span className="status tone-late">
      <OctagonX className="size-3.5" />
      Refused
    </span>
  ) : (
    <span className="status tone-ok">
      <Check className="size-3.5" />
      Succeeded
    </span>
  );
}
