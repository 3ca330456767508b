import type { RequirementSurroundings } from '@/lib/catalogue/around';
import type { Catalogue, Requirement } from '@/lib/catalogue/model';
import { CrosswalkNote } from './crosswalk';
import { NodeArticle } from './node-article';
import { OwnWordsNote } from './notes';
import { RequirementArticle } from './requirement-article';
import { RequirementFacts } from './requirement-facts';
import { RequirementRhythm } from './requirement-rhythm';
import { SupersededNotice } from './superseded-notice';

/** One node of the standard: text on the left, facts on the right. */
export function CatalogueEntry({
  node,
  around,
  catalogue,
}: {
  node: Requirement;
  around: RequirementSurroundings;
  catalogue: Catalogue;
}) {
  const guidance = catalogue.guidanceByNumber.get(node.requirementNumber);
  return (
    <>
      <SupersededNotice requirement={node} supersedes={around.supersedes} />
      <div className="grid grid-cols-[minmax(0,1fr)_20rem] gap-10 max-xl:grid-cols-1">
        {guidance ? (
          <RequirementArticle requirement={node} guidance={guidance} />
        ) : (
          <NodeArticle node={node} around={around} />
        )}
        <aside aria-label="Facts and questionnaires" className="grid content-start gap-6">
          {guidance && (
            <>
              <RequirementFacts requirement={node} around={around} />
              <RequirementRhythm
                requirement={node}
                activities={around.activities}
                rules={catalogue.timeframeRules}
              />
            </>
          )}
          {around.crosswalk && <CrosswalkNote section={around.crosswalk} crosswalk={catalogue.crosswalk} />}
        </aside>
      </div>
      <OwnWordsNote />
    </>
  );
}
