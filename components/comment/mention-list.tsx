import type { Mentions } from './use-mentions';

/** Who fits what is typed behind an @. The focus stays in the field; the list is read from there. */
export function MentionList({ mentions }: { mentions: Mentions }) {
  const { isOpen, isLoading, found, current, listId, optionId, choose } = mentions;
  const count = found.length;
  return (
    <>
      <p className="sr-only" role="status">
        {isOpen && count > 0 && `${count === 1 ? '1 person' : `${count} people`}, arrow keys to choose.`}
      </p>
      {isOpen && count > 0 && (
        <div className="mention-list" role="listbox" id={listId} aria-label="People who see this requirement">
          {found.map(({ userId, label, roleName }, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
            <div
              key={userId}
              id={optionId(index)}
              role="option"
              aria-selected={index === current}
              tabIndex={-1}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(index)}
            >
              <b>{label}</b> <small>{roleName}</small>
            </div>
          ))}
        </div>
      )}
      {isOpen && !isLoading && count === 0 && (
        <p className="hint">
          Nobody of that name sees this requirement. A compliance officer can assign it to them.
        </p>
      )}
    </>
  );
}
