/** The hatch of In Place with CCW, once per page: styles fill bars with it, and they reach only what stands in the page. */
export function Hatch() {
  return (
    <svg className="absolute" aria-hidden="true" width="0" height="0">
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
    </svg>
  );
}
