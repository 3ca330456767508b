/** The square of a form with a pen's tick. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} fill="none" aria-hidden="true">
      <rect className="logo-box" x="2.25" y="4.25" width="13.5" height="13.5" rx="2.5" strokeWidth="1.5" />
      <path
        className="logo-tick"
        d="m5.7 10.6 3.2 3.3 8.3-11"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
