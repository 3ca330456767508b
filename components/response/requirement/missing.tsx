import { cx } from '@/components/ui/class-names';
import { CircleAlert } from '@/components/ui/icons';

type MissingProps = {
  id: string;
  /** Only the organization asks for it; the standard's form does not. */
  asked: boolean;
  /** Whoever has just chosen the answer is about to write it. */
  isQuiet: boolean;
};

/** Under a field that is owed and empty. */
export function Missing({ id, asked, isQuiet }: MissingProps) {
  return (
    <p className={cx('hint', !isQuiet && 'owed')} id={id}>
      {!isQuiet && <CircleAlert />}
      {asked ? 'Asked for by your organization, not written yet' : 'Required, not written yet'}
    </p>
  );
}
