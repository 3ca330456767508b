import { CircleAlert } from '@/components/ui/icons';

/** Under a field that is owed and empty. The standard's form requires it, or only the organization asks for it. */
export function Missing({ id, asked }: { id: string; asked: boolean }) {
  return (
    <p className="hint owed" id={id}>
      <CircleAlert />
      {asked ? 'Asked for by your organization, not written yet' : 'Required, not written yet'}
    </p>
  );
}
