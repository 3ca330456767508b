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
  const content = (
    <>
      {busy ? <LoaderCircle className="spin" /> : icon}
      {children}
    </>
  );
  if (disabledReason) {
    return (
      <>
        <button
          {...rest}
          type="button"
          className={look}
          aria-label={label}
          title={disabledReason}
          aria-disabled="true"
          aria-describedby={reasonId}
        >
          {content}
        </button>
        <span id={reasonId} className="sr-only">
          {disabledReason}
        </span>
      </>
    );
  }
  return (
    <button
      {...rest}
      type={busy ? 'button' : type}
      className={look}
      aria-label={label}
      title={rest.title ?? label}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : onClick}
    >
      {content}
    </button>
  );
}
