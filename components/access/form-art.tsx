const columns = ['In Place', 'With CCW', 'Not Applicable', 'Not Tested', 'Not in Place'];

/** Requirement number, length of its printed line, and the box that is ticked. */
const rows: readonly (readonly [string, number, number | null])[] = [
  ['1.2.7', 132, 0],
  ['2.2.2', 168, 0],
  ['3.2.1', 104, 0],
  ['4.2.1', 150, 0],
  ['5.3.1', 120, 0],
  ['6.3.3', 158, 1],
  ['6.4.3', 138, 0],
  ['7.2.4', 112, 0],
  ['8.3.6', 164, 0],
  ['8.4.2', 126, 0],
  ['9.5.1', 98, 2],
  ['10.2.1', 152, 0],
  ['10.4.1', 116, 0],
  ['11.3.2', 144, 0],
  ['11.6.1', 122, 0],
  ['12.8.2', 160, 0],
  ['12.10.1', 122, null],
];

/** The paper form, half filled in with a pen. Decoration. */
export function FormArt() {
  return (
    <svg className="door-art" viewBox="0 0 860 900" preserveAspectRatio="xMinYMin slice" aria-hidden="true">
      {columns.map((column, index) => (
        <text key={column} x={336 + index * 100} y="84" textAnchor="middle" fontSize="12">
          {column}
        </text>
      ))}
      <path className="art-rule" d="M64 104H790" strokeWidth="1.5" />
      {rows.map(([number, length, ticked], row) => {
        const y = 128 + row * 42;
        return (
          <g key={number}>
            <text x="64" y={y + 5}>
              {number}
            </text>
            <path className="art-rule" d={`M122 ${y}h${length}`} strokeWidth="7" />
            {columns.map((column, index) => (
              <rect
                key={column}
                className="art-box"
                x={327.5 + index * 100}
                y={y - 8.5}
                width="17"
                height="17"
                rx="2"
              />
            ))}
            <path className="art-rule" d={`M64 ${y + 21}H790`} />
            {ticked !== null && (
              <path className="art-tick" d={`m${330 + ticked * 100} ${y + 1}q3 3 5 7 5-11 14-20`} />
            )}
          </g>
        );
      })}
    </svg>
  );
}
