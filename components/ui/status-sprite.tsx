const knock = 'var(--knock, var(--surface))';

/** Symbols of the six statuses and the hatch of CCW, once per page; glyphs and bars refer to them by id. */
export function StatusSprite() {
  return (
    <svg className="absolute" aria-hidden="true" width="0" height="0">
      <symbol id="s-in-place" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="7" fill="currentColor" />
        <path
          d="m4.9 8.3 2.2 2.2 4.1-4.6"
          fill="none"
          stroke={knock}
          strokeWidth="1.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </symbol>
      <symbol id="s-ccw" viewBox="0 0 16 16">
        <path d="M8 .8 14 3v4.6c0 3.5-2.3 6.1-6 7.7-3.7-1.6-6-4.2-6-7.7V3z" fill="currentColor" />
        <path
          d="m5.1 8 2.1 2.1 3.8-4.2"
          fill="none"
          stroke={knock}
          strokeWidth="1.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </symbol>
      <symbol id="s-na" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="m3.7 12.3 8.6-8.6" fill="none" stroke="currentColor" strokeWidth="1.6" />
      </symbol>
      <symbol id="s-not-tested" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path
          d="M5 8h.01M8 8h.01M11 8h.01"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
        />
      </symbol>
      <symbol id="s-not-in-place" viewBox="0 0 16 16">
        <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" fill="currentColor" />
        <path
          d="m5.7 5.7 4.6 4.6m0-4.6-4.6 4.6"
          fill="none"
          stroke={knock}
          strokeWidth="1.6"
          strokeLinecap="round"
        />
      </symbol>
      <symbol id="s-unanswered" viewBox="0 0 16 16">
        <circle
          cx="8"
          cy="8"
          r="6.2"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeDasharray="2.43 2.43"
        />
      </symbol>
      <defs>
        <pattern
          id="hatch-ccw"
          width="3"
          height="3"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="3" height="3" fill="var(--ccw-fill)" />
          <rect width="1" height="3" fill="var(--ccw-hatch)" />
        </pattern>
      </defs>
    </svg>
  );
}
