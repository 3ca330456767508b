import { cx } from './class-names';

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  return [...(words[0] ?? '')]
    .slice(0, 1)
    .concat([...last].slice(0, 1))
    .join('')
    .toUpperCase();
}

/** Initials in a circle. Decoration: the name stands beside it or in the parent's label. */
export function Avatar({ name, size = 'md' }: { name: string; size?: 'md' | 'lg' }) {
  return (
    <span className={cx('avatar', size === 'lg' && 'avatar-lg')} title={name} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

export function Person({ name }: { name: string }) {
  return (
    <span className="person">
      <Avatar name={name} />
      {name}
    </span>
  );
}

/** Two letters in a square: stands for a provider without using its logo. */
export function Tile({ name, size = 'md' }: { name: string; size?: 'md' | 'lg' }) {
  return (
    <span className={cx('tile', size === 'lg' && 'tile-lg')} aria-hidden="true">
      {[...name.trim()].slice(0, 2).join('')}
    </span>
  );
}
