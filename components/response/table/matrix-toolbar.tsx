'use client';

import { FilterInput } from '@/components/ui/filter-input';
import { Plus, X } from '@/components/ui/icons';
import { Menu, MenuChoice } from '@/components/ui/menu';
import type { AnswerForm, ChecklistGroup, ChecklistItem } from '@/lib/response/model';
import { FacetButtons } from '../tree/facet-buttons';
import type { MatrixFilter } from './matrix-model';

type MatrixToolbarProps = {
  items: readonly ChecklistItem[];
  shown: number;
  groups: readonly ChecklistGroup[];
  form: AnswerForm;
  filter: MatrixFilter;
  onFilter: (filter: MatrixFilter) => void;
};

/** Filter, facets, principal requirements, and the keys. */
export function MatrixToolbar({ items, shown, groups, form, filter, onFilter }: MatrixToolbarProps) {
  const { principals } = filter;
  const choose = (number: string) =>
    onFilter({
      ...filter,
      principals: principals.includes(number)
        ? principals.filter((one) => one !== number)
        : [...principals, number],
    });
  return (
    <div className="m-tools">
      <FilterInput
        label={`Filter ${items.length} requirements`}
        value={filter.words}
        onChange={(words) => onFilter({ ...filter, words })}
      />
      <FacetButtons
        items={items}
        form={form}
        facet={filter.facet}
        onChange={(facet) => onFilter({ ...filter, facet })}
      />
      <Menu
        label="Principal requirements"
        align="start"
        triggerClassName={principals.length > 0 ? 'm-chip m-chip-on' : 'm-chip'}
        trigger={
          principals.length > 0 ? (
            <>
              Requirement{' '}
              <b>
                {groups
                  .filter((group) => principals.includes(group.requirementNumber))
                  .map((group) => group.requirementNumber)
                  .join(', ')}
              </b>
            </>
          ) : (
            <>
              <Plus />
              Requirement
            </>
          )
        }
      >
        {groups
          .filter((group) => group.parentNumber === null)
          .map((group) => (
            <MenuChoice
              key={group.requirementNumber}
              kind="checkbox"
              checked={principals.includes(group.requirementNumber)}
              onSelect={() => choose(group.requirementNumber)}
            >
              {group.requirementNumber} {group.title}
            </MenuChoice>
          ))}
      </Menu>
      {principals.length > 0 && (
        <button type="button" className="m-chip" onClick={() => onFilter({ ...filter, principals: [] })}>
          <X />
          All requirements
        </button>
      )}
      <span className="m-count" role="status">
        {shown === items.length ? '' : `${shown} of ${items.length} shown`}
      </span>
      <span className="hints" aria-hidden="true">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> row
        </span>
        <span>
          <kbd>1</kbd> to <kbd>{form.options.length}</kbd> answer and move on
        </span>
        <span>
          <kbd>X</kbd> select
        </span>
      </span>
    </div>
  );
}
