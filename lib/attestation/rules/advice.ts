import { type Finding, findingNames, findings } from '@/lib/catalogue/model';
import { unmetOnOf } from '@/lib/test-record/rules';
import type { AttestationDraft, AttestationForm } from '../model/form';
import type { Place, SignOffProblem } from '../model/problem';
import type { AttestationSources } from '../model/sources';
import { byPrincipal, toRequirement } from './answer-problems';
import { needsOf } from './answers';
import { findingOf } from './findings';

type Context = { sources: AttestationSources; draft: AttestationDraft; form: AttestationForm };

/** What a reader of the attestation would ask about. It never stands in the way of a signature. */
export function advice(context: Context): SignOffProblem[] {
  return [...evidenceAdvice(context), ...answerAdvice(context), ...formAdvice(context)];
}

function evidenceAdvice({ sources }: Context): SignOffProblem[] {
  const expired = sources.evidence.filter(
    (item) =>
      item.validUntil !== null && item.validUntil < sources.today && item.requirementNumbers.length > 0,
  );
  const proven = new Set(sources.evidence.flatMap((item) => item.requirementNumbers));
  const claims = sources.requirements
    .filter(({ requirementNumber }) => !proven.has(requirementNumber))
    .map((requirement) => ({
      requirementNumber: requirement.requirementNumber,
      finding: findingOf(requirement),
    }))
    .filter(isMet);
  const bare = claims.map(({ requirementNumber }) => requirementNumber);
  const kinds = findings.filter((kind) => claims.some(({ finding }) => finding === kind));
  const claimed = kinds.map((kind) => findingNames[kind]).join(' or ');
  const problems: SignOffProblem[] = [];
  const [firstExpired] = expired;
  if (firstExpired) {
    problems.push({
      ...advise(
        'EVIDENCE_EXPIRED',
        expired.length === 1 ? 'Evidence has expired' : `${expired.length} items of evidence have expired`,
        'Replace',
        {
          kind: 'EVIDENCE',
          evidenceId: firstExpired.id,
        },
      ),
      places: [...new Set(expired.flatMap((item) => item.requirementNumbers))].map(toRequirement),
    });
  }
  const [firstBare] = bare;
  if (firstBare) {
    problems.push({
      ...advise(
        'NO_EVIDENCE',
        bare.length === 1
          ? `An ${claimed} answer has no evidence`
          : `${bare.length} ${claimed} answers have no evidence`,
        'Attach',
        { kind: 'REQUIREMENT', requirementNumber: firstBare },
      ),
      places: byPrincipal(bare),
    });
  }
  const untested = sources.requirements.filter(
    (requirement) => !requirement.tests && isMet({ finding: findingOf(requirement) }),
  );
  const [firstUntested] = untested;
  if (firstUntested) {
    problems.push({
      ...advise(
        'NO_TEST',
        untested.length === 1
          ? 'An answer is claimed: no test of it is recorded'
          : `${untested.length} answers are claimed: no test of them is recorded`,
        'Record',
        { kind: 'REQUIREMENT', requirementNumber: firstUntested.requirementNumber },
      ),
      places: byPrincipal(untested.map(({ requirementNumber }) => requirementNumber)),
    });
  }
  const failed = sources.requirements.filter(
    (requirement) =>
      isMet({ finding: findingOf(requirement) }) && unmetOnOf(requirement.tests ?? []).unmetOn !== undefined,
  );
  const [firstFailed] = failed;
  if (firstFailed) {
    problems.push({
      ...advise(
        'TEST_NOT_MET',
        failed.length === 1
          ? 'An answer is claimed: a test says that it was not fully met'
          : `${failed.length} answers are claimed: tests say that they were not fully met`,
        'Look',
        { kind: 'REQUIREMENT', requirementNumber: firstFailed.requirementNumber },
      ),
      places: byPrincipal(failed.map(({ requirementNumber }) => requirementNumber)),
    });
  }
  return problems;
}

/** What stands, not a row of it: whoever has half answered claims nothing yet. */
function isMet({ finding }: { finding: Finding | null }): boolean {
  return finding === 'IN_PLACE' || finding === 'IN_PLACE_WITH_CCW';
}

function answerAdvice({ sources, form, draft }: Context): SignOffProblem[] {
  const unplanned = sources.requirements
    .filter(
      ({ answers }) =>
        sources.asksPlan &&
        answers.some((answer) => needsOf(answer, false).some((need) => need.source === 'HOUSE')),
    )
    .map(({ requirementNumber }) => requirementNumber);
  const problems: SignOffProblem[] = [];
  const [first] = unplanned;
  if (first) {
    problems.push({
      ...advise(
        'NO_PLAN',
        unplanned.length === 1
          ? 'A Not in Place answer has no complete plan'
          : `${unplanned.length} Not in Place answers have no complete plan`,
        'Plan',
        { kind: 'REQUIREMENT', requirementNumber: first },
      ),
      places: unplanned.map(toRequirement),
    });
  }
  const completedOn = draft.completion ? form.completion.completedOn : null;
  const later = sources.requirements.filter(({ answers }) =>
    answers.some(({ answeredAt }) => completedOn !== null && (answeredAt ?? '').slice(0, 10) > completedOn),
  );
  if (later.length > 0) {
    problems.push({
      ...advise('ANSWERED_AFTER_COMPLETION', 'Answers were changed after the completion date', 'Mend', {
        kind: 'PART',
        part: 'completion',
        field: 'completedOn',
      }),
      places: byPrincipal(later.map(({ requirementNumber }) => requirementNumber)),
    });
  }
  return problems;
}

function formAdvice({ sources, form, draft }: Context): SignOffProblem[] {
  const problems: SignOffProblem[] = [];
  const listed = new Set(form.providers.providers.map(({ name }) => name.trim().toLowerCase()));
  const unlisted = draft.providers
    ? sources.providers.filter(({ name }) => !listed.has(name.trim().toLowerCase()))
    : [];
  if (unlisted.length > 0) {
    const words = `Part 2f does not list ${unlisted.map(({ name }) => name).join(', ')}, which these integrations use`;
    problems.push(advise('PROVIDER_NOT_LISTED', words, 'List', { kind: 'PART', part: 'providers' }));
  }
  const lapsed = sources.providers.filter(
    ({ attestationValidUntil }) => attestationValidUntil !== null && attestationValidUntil < sources.today,
  );
  const [firstLapsed] = lapsed;
  if (firstLapsed) {
    problems.push({
      ...advise(
        'PROVIDER_ATTESTATION_LAPSED',
        `The attestation of ${lapsed.map(({ name }) => name).join(', ')} has run out`,
        'See provider',
        { kind: 'PROVIDER', providerId: firstLapsed.id },
      ),
      places: lapsed.map(({ id, name }) => ({ label: name, place: { kind: 'PROVIDER', providerId: id } })),
    });
  }
  if (draft.entity && differsFromRegister(form.entity, sources)) {
    problems.push(
      advise('ENTITY_DIFFERS', 'Part 1a differs from the legal entity in the register', 'Compare', {
        kind: 'PART',
        part: 'entity',
      }),
    );
  }
  const expired = (form.products?.products ?? []).filter(
    ({ expiresOn }) => expiresOn !== null && expiresOn < sources.today,
  );
  if (draft.products && expired.length > 0) {
    const words = `The listing of ${expired.map(({ name }) => name).join(', ')} has expired`;
    problems.push(advise('PRODUCT_EXPIRED', words, 'Check', { kind: 'PART', part: 'products' }));
  }
  if (draft.qsa && form.qsa.involved === true && (!form.qsa.leadSignedOn || !form.qsa.officerSignedOn)) {
    const words = 'The QSA’s signing dates are empty: both sign on the printed attestation';
    problems.push(
      advise('QSA_UNDATED', words, 'Add dates', { kind: 'PART', part: 'qsa', field: 'leadSignedOn' }),
    );
  }
  return problems;
}

function differsFromRegister(
  entity: AttestationForm['entity'],
  { legalEntity }: AttestationSources,
): boolean {
  const { companyName, ...rest } = entity;
  return (
    companyName !== legalEntity.name ||
    (Object.entries(rest) as [keyof typeof rest, string][]).some(
      ([field, value]) => value !== legalEntity[field],
    )
  );
}

function advise(code: string, words: string, action: string, place: Place): SignOffProblem {
  return { code, severity: 'ADVICE', words, places: [], action, place };
}
