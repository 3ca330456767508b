import { DescriptionList } from '@/components/ui/description-list';
import { ChevronRight } from '@/components/ui/icons';
import { findingNames, type Questionnaire } from '@/lib/catalogue/model';
import { paymentChannelNames } from '@/lib/catalogue/words';

/** What is known of one questionnaire: for whom, which form, which answers, on what its parts depend. */
export function QuestionnaireAbout({ questionnaire }: { questionnaire: Questionnaire }) {
  const form = [questionnaire.revision, `of ${questionnaire.published}`].filter(Boolean).join(' ');
  return (
    <details className="group well mb-5">
      <summary className="flex items-center gap-2">
        <ChevronRight className="text-ink-3 group-open:rotate-90" />
        <span>
          <b>About {questionnaire.name}.</b> {questionnaire.title}.
        </span>
      </summary>
      <div className="mt-3 grid gap-4">
        <DescriptionList
          facts={[
            {
              term: 'For',
              detail: questionnaire.audience === 'MERCHANT' ? 'Merchants' : 'Service providers',
            },
            {
              term: 'Channels',
              detail: questionnaire.channels.map((id) => paymentChannelNames[id]).join(', '),
            },
            { term: 'Form', detail: `PCI DSS v4.0.1 ${form}` },
            {
              term: 'Size',
              detail: `${questionnaire.requirementNumbers.length} requirements in ${questionnaire.answerRowCount} answer rows`,
            },
            {
              term: 'Answers',
              detail: questionnaire.responseOptions.map((finding) => findingNames[finding]).join(', '),
            },
            { term: 'Scans and tests', detail: testsOf(questionnaire) },
            { term: 'Not for', detail: questionnaire.notFor.join('. ') },
          ]}
        />
        <Points
          title="You may use it when every answer is yes"
          points={questionnaire.eligibility.map((entry) => entry.question)}
        />
        <Points
          title="Parts that depend on your environment"
          points={questionnaire.conditionalGroups.map((group) =>
            group.requirementNumbers ? `${group.requirementNumbers.join(', ')}: ${group.rule}` : group.rule,
          )}
        />
        <Points title="Worth knowing" points={questionnaire.notes} />
        <Points
          title="Counts that others published"
          points={questionnaire.publishedCounts.map(
            (count) => `${count.count} (${count.source}): ${count.comment}`,
          )}
        />
        <p className="text-ink-3 text-small">
          Read from {questionnaire.verifiedAgainst.join('; ')}. Confirm with your acquirer that you may use
          this questionnaire. No questionnaire supports the customized approach; that needs a report on
          compliance (ROC).
        </p>
      </div>
    </details>
  );
}

function testsOf(questionnaire: Questionnaire): string {
  const tests = [
    questionnaire.asvScanRequired && 'external scans by an ASV',
    questionnaire.internalScanRequired && 'internal scans',
    questionnaire.externalPenetrationTestRequired && 'an external penetration test',
  ].filter(Boolean);
  return tests.length > 0 ? `Asks for ${tests.join(', ')}` : 'Asks for none';
}

function Points({ title, points }: { title: string; points: readonly string[] }) {
  if (points.length === 0) return null;
  return (
    <div>
      <h3 className="pb-1">{title}</h3>
      <ul className="grid list-disc gap-1 pl-5">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </div>
  );
}
