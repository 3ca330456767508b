'use client';

import { Plus, X } from '@/components/ui/icons';
import { Menu, MenuChoice } from '@/components/ui/menu';
import { type FilterName, filterNames, type TableFilters } from '@/lib/checklist-table/model';
import type { FilterOption } from './filter-options';

type FilterMenusProps = {
  options: Record<FilterName, FilterOption[]>;
  filters: TableFilters;
  onChange: (filters: TableFilters) => void;
  onClear: () => void;
};

/** One menu a filter; what is chosen stands in its button. */
export function FilterMenus({ options, filters, onChange, onClear }: FilterMenusProps) {
  const names = (Object.keys(filterNames) as FilterName[]).filter(
    (name) => options[name].length > 0 || filters[name].length > 0,
  );
  const toggle = (name: FilterName, value: string) => {
    const chosen: readonly string[] = filters[name];
    const next = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
    onChange({ ...filters, [name]: next });
  };
  const isFiltered = names.some((name) => filters[name].length > 0);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend and its own box; these are menus
    <div className="m-filters" role="group" aria-label="Filters">
      {names.map((name) => {
        const chosen: readonly string[] = filters[name];
        const said = chosen.map((value) => shortLabel(options[name], value)).join(', ');
        const label = said ? `${filterNames[name]}: ${said}` : filterNames[name];
        return (
          <Menu
            key={name}
            label={label}
            align="start"
            triggerClassName={said ? 'm-chip m-chip-on' : 'm-chip'}
            trigger={
              said ? (
                <>
                  {filterNames[name]} <b>{said}</b>
                </>
              ) : (
                <>
                  <Plus />
                  {filterNames[name]}
                </>
              )
            }
          >
            {options[name].map(({ value, label: words }) => (
              <MenuChoice
                key={value}
                kind="checkbox"
                checked={chosen.includes(value)}
                onSelect={() => toggle(name, value)}
              >
                {words}
              </MenuChoice>
            ))}
          </Menu>
        );
      })}
      {isFiltered && (
        <button type="button" className="m-chip" onClick={onClear}>
          <X />
          No filter
        </button>
      )}
    </div>
  );
}

/** Of a section its number alone: its title would fill the row. */
function shortLabel(options: readonly FilterOption[], value: string): string {
  const label = options.find((option) => option.value === value)?.label ?? value;
  return label.startsWith(`${value} `) ? value : label;
}
