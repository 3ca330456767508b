import { CircleAlert, Undo2 } from '@/components/ui/icons';
import { StatusGlyph } from '@/components/ui/status';
import type { AnswerForm, ChecklistItem } from '@/lib/response/model';
import { type Facet, facets, inFacet } from './tree-model';

type FacetButtonsProps = {
  items: readonly ChecklistItem[];
  form: AnswerForm;
  facet: Facet;
  onChange: (facet: Facet) => void;
};

const names: Record<Facet, string> = {
  ALL: 'All',
  UNANSWERED: 'Unanswered',
  NOT_IN_PLACE: 'Not in Place',
  INCOMPLETE: 'Incomplete',
  RETURNED: 'Returned by the reviewer',
};

/** Narrows tree or table to what needs work. */
export function FacetButtons({ items, form, facet, onChange }: FacetButtonsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend and its own box; these are toggle buttons
    <div className="facets" role="group" aria-label="Show">
      {facets.map((each) => {
        const count =
          each === 'ALL' ? items.length : items.filter((item) => inFacet(item, each, form)).length;
        // Rare, and then it matters.
        if (each === 'RETURNED' && count === 0 && facet !== each) return null;
        return (
          <button
            key={each}
            type="button"
            aria-pressed={facet === each}
            aria-label={`${names[each]}, ${count}`}
            title={names[each]}
            onClick={() => onChange(each)}
          >
            {each === 'ALL' && names.ALL}
            {(each === 'UNANSWERED' || each === 'NOT_IN_PLACE') && <StatusGlyph kind={each} />}
            {each === 'INCOMPLETE' && <CircleAlert />}
            {each === 'RETURNED' && <Undo2 />}
            {each !== 'ALL' && count}
          </button>
        );
      })}
    </div>
  );
}
