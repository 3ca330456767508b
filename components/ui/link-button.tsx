import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { type ButtonLook, buttonClass } from './button-style';

type LinkButtonProps<T extends string> = ButtonLook & {
  href: Route<T>;
  icon?: ReactNode;
  label?: string;
  children?: ReactNode;
  current?: boolean;
};

/** A link that looks like a button: it goes somewhere, it does not do something. */
export function LinkButton<T extends string>({
  href,
  icon,
  label,
  children,
  current,
  ...look
}: LinkButtonProps<T>) {
  return (
    <Link
      href={href}
      className={buttonClass({ ...look, iconOnly: look.iconOnly ?? !children })}
      aria-label={label}
      title={label}
      aria-current={current || undefined}
    >
      {icon}
      {children}
    </Link>
  );
}

/** A file to fetch or a route handler: a plain link without client navigation. */
export function DownloadButton({
  href,
  icon,
  label,
  children,
  fileName,
  ...look
}: ButtonLook & { href: string; icon?: ReactNode; label?: string; children?: ReactNode; fileName?: string }) {
  return (
    <a
      href={href}
      download={fileName ?? ''}
      className={buttonClass({ ...look, iconOnly: look.iconOnly ?? !children })}
      aria-label={label}
      title={label}
    >
      {icon}
      {children}
    </a>
  );
}
