import type { Item } from './items';

type OptionLineProps = {
  item: Item;
  id: string;
  isActive: boolean;
  onPoint: () => void;
  onChoose: (inNewTab: boolean) => void;
};

/** One option. The focus stays in the field: the keys of a list box are those of its field. */
export function OptionLine({ item, id, isActive, onPoint, onChoose }: OptionLineProps) {
  return (
    <button
      type="button"
      role="option"
      id={id}
      className="palette-option"
      aria-selected={isActive}
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      // Browsers tell of a pointer that rests, too, when something new comes to lie under it.
      onMouseMove={(event) => (event.movementX !== 0 || event.movementY !== 0) && onPoint()}
      onClick={(event) => onChoose(event.ctrlKey || event.metaKey)}
      onAuxClick={(event) => event.button === 1 && onChoose(true)}
    >
      {item.icon}
      {item.number && <b>{item.number}</b>}
      <span className="palette-label">{item.label}</span>
      {item.detail && <small>{item.detail}</small>}
      <span className="palette-caps" aria-hidden="true">
        {item.keys?.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
        {isActive && !item.keys && <kbd>Enter</kbd>}
      </span>
    </button>
  );
}
