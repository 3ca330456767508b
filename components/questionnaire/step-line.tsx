const WIDTH = 28;
const GAP = 4;

/** How far it is: answered questions, this one, and those that are still open on this way. */
export function StepLine({
  number,
  moreCount,
  isEdit,
}: {
  number: number;
  moreCount: number;
  isEdit: boolean;
}) {
  const total = Math.min(number + moreCount, 24);
  const width = Math.max(6, Math.min(WIDTH, Math.floor(320 / total) - GAP));
  return (
    <div className="ask-steps">
      <svg width={total * (width + GAP)} height="4" aria-hidden="true">
        {Array.from({ length: total }, (_, index) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a row of equal marks
            key={index}
            x={index * (width + GAP)}
            width={width}
            height="4"
            rx="2"
            className={
              index + 1 < number ? 'fill-ink-3' : index + 1 === number ? 'fill-accent' : 'fill-press'
            }
          />
        ))}
      </svg>
      <span>
        Question {number}
        {isEdit ? ', answered before' : moreCount > 0 && `, about ${moreCount} more`}
      </span>
    </div>
  );
}
