import { CircleAlert, CircleCheck } from '@/components/ui/icons';
import { type MachineResultKind, machineResultNames } from '@/lib/evidence/model/machine';

/** What a program said of its run: icon and word, the plain word where it is neither good nor bad. */
export function ResultMark({ result }: { result: MachineResultKind }) {
  const words = machineResultNames[result];
  if (result === 'INFO') return <span className="text-ink-3">{words}</span>;
  const failed = result === 'FAIL';
  return (
    <span className={failed ? 'status tone-late' : 'status tone-ok'}>
      {failed ? <CircleAlert className="size-3.5" /> : <CircleCheck className="size-3.5" />}
      {words}
    </span>
  );
}
