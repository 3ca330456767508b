import type { AttestationDraft, AttestationForm } from '../model/form';
import type { SignOffProblem } from '../model/problem';
import type { AttestationContent } from '../model/snapshot';
import type { AttestationSources } from '../model/sources';
import { attestedAnswer } from './answers';
import { carryOver, type Origins } from './carry-over';
import { effectiveForm } from './effective-form';
import { countFindings, findingOf, summarize } from './findings';
import { type DerivedResult, deriveResult } from './outcome';
import { findProblems } from './problems';

export type DrawnUp = {
  content: AttestationContent;
  form: AttestationForm;
  origins: Origins;
  result: DerivedResult;
  problems: SignOffProblem[];
};

/** Draws up the document as it would be signed now, with everything that stands in its way. */
export function drawUp(sources: AttestationSources, draft: AttestationDraft): DrawnUp {
  const { questionnaire, requirements } = sources;
  const isServiceProvider = questionnaire.questionnaireId === 'D-ServiceProvider';
  const result = deriveResult(requirements, questionnaire.responseOptions, isServiceProvider);
  const { form: carried, origins } = carryOver(sources, draft);
  const form = effectiveForm(sources, draft, carried, result);
  return {
    content: buildContent(sources, form, result, isServiceProvider),
    form,
    origins,
    result,
    problems: findProblems(sources, draft, form, result),
  };
}

function buildContent(
  sources: AttestationSources,
  form: AttestationForm,
  result: DerivedResult,
  isServiceProvider: boolean,
): AttestationContent {
  const { legalEntity, questionnaire, assessment, evidence } = sources;
  const requirements = sources.requirements.map((requirement) => ({
    ...requirement,
    answers: requirement.answers.map(attestedAnswer),
  }));
  return {
    format: 1,
    audience: isServiceProvider ? 'SERVICE_PROVIDER' : 'MERCHANT',
    organization: sources.organization,
    legalEntity: {
      id: legalEntity.id,
      name: legalEntity.name,
      tradingName: legalEntity.tradingName,
      entityType: legalEntity.entityType,
      country: legalEntity.country,
    },
    standard: sources.standard,
    questionnaire,
    assessment: { ...assessment, channels: [...assessment.channels] },
    decision: sources.decision,
    requirements,
    evidence,
    counts: {
      requirements: countFindings(requirements.map(findingOf)),
      answerRows: countFindings(requirements.flatMap(({ answers }) => answers.map(({ finding }) => finding))),
      evidenceItems: evidence.length,
      evidenceFiles: evidence.reduce((sum, item) => sum + item.files.length, 0),
    },
    summary: summarize(requirements, sources.principals, questionnaire.responseOptions),
    form,
    result: {
      ...result,
      targetOn: form.result.targetOn,
      planRequested: form.result.planRequested === true,
    },
    previous: sources.previous,
  };
}
