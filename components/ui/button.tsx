import { type ComponentProps, type ReactNode, useId } from 'react';
import { type ButtonLook, buttonClass } from './button-style';
import { LoaderCircle } from './icons';

type ButtonProps = Omit<ComponentProps<'button'>, 'disabled' | 'className'> &
  ButtonLook & {
    icon?: ReactNode;
    /** Name and tooltip of a button that shows only its icon. */
    label?: string;
    busy?: boolean;
    /** Why it cannot be used now. The button stays focusable and says so. */
    disabledReason?: string | undefined;
  };

/** Works on the server and in the browser. Default type is "button"; forms use SubmitButton. */
export function Button({
  variant,
  size,
  iconOnly,
  className,
  icon,
  label,
  busy,
  disabledReason,
  children,
  type = 'button',
  onClick,
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const look = buttonClass({ variant, size, iconOnly: iconOnly ?? !children, className });
  // One element in both states, so that the focus stays where it was.
  return (
    <>
      <button
        {...rest}
        {...(disabledReason && { 'aria-disabled': true, 'aria-describedby': reasonId })}
        type={busy || disabledReason ? 'button' : type}
        className={look}
        aria-label={label}
        title={disabledReason || (rest.title ?? label)}
        aria-busy={busy || undefined}
        onClick={busy || disabledReason ? undefined : onClick}
      >
        {busy ? <LoaderCircle className="spin" /> : icon}
        {children}
      </button>
      {disabledReason && (
        <span id={reasonId} className="sr-only">
          {disabledReason}
        </span>
      )}
    </>
  );
}
