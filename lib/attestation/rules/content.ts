import { claimsFrequency } from '@/lib/response/rules/frequency';
import { listAnalysisNeeds } from '@/lib/risk-analysis/rules/need';
import type { AttestationDraft, AttestationForm } from '../model/form';
import type { SignOffProblem } from '../model/problem';
import type { AttestationContent } from '../model/snapshot';
import type { AttestationSources } from '../model/sources';
import { attestedAnswer } from './answers';
import { carryOver, type Origins } from './carry-over';
import { listClaims } from './claims';
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
export function drawUp(read: AttestationSources, draft: AttestationDraft): DrawnUp {
  const sources = { ...read, requirements: standing(read) };
  const { questionnaire, requirements } = sources;
  const isServiceProvider = questionnaire.questionnaireId === 'D-ServiceProvider';
  const needs = listAnalysisNeeds(requirements, sources.riskAnalyses);
  const result = deriveResult(
    requirements,
    questionnaire.responseOptions,
    isServiceProvider,
    needs.map(({ requirementNumber }) => requirementNumber),
  );
  const { form: carried, origins } = carryOver(sources, draft);
  const form = effectiveForm(sources, draft, carried, result);
  return {
    content: buildContent(sources, form, result, isServiceProvider),
    form,
    origins,
    result,
    problems: findProblems(sources, draft, form, result, needs),
  };
}

/** An answer that waits to be confirmed counts as open here as everywhere; nothing is signed before it is (see problems). */
function standing({ requirements, unconfirmed }: AttestationSources): AttestationSources['requirements'] {
  return requirements.map((requirement) =>
    unconfirmed.includes(requirement.requirementNumber)
      ? { ...requirement, answers: requirement.answers.map((answer) => ({ ...answer, finding: null })) }
      : requirement,
  );
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
  const claimed = listClaims({ requirements, evidence });
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
      ...(claimed.length > 0 && { claimed }),
    },
    previous: sources.previous,
    ...relied(sources),
    ...(sources.responsibilities.length > 0 && { responsibilities: [...sources.responsibilities] }),
  };
}

/** The analyses on which answers rest, for the years after. A document without any has no such part. */
function relied({
  requirements,
  riskAnalyses,
}: AttestationSources): Pick<AttestationContent, 'riskAnalyses'> {
  const claimed = requirements.filter(({ requirementNumber, answers }) =>
    claimsFrequency(
      requirementNumber,
      answers.map(({ finding }) => finding),
    ),
  );
  const numbers = claimed.map(({ requirementNumber }) => requirementNumber);
  const facts = riskAnalyses.filter(({ requirementNumber }) => numbers.includes(requirementNumber));
  if (facts.length === 0) return {};
  return {
    riskAnalyses: facts.map(({ requirementNumber, basis, analysis }) => ({
      requirementNumber,
      basis,
      analysis: analysis && {
        id: analysis.analysisId,
        title: analysis.title,
        revision: analysis.revision,
        frequency: analysis.frequency,
        approvedBy: analysis.approvedByName,
        approvedOn: analysis.approvedOn,
        nextReviewOn: analysis.nextReviewOn,
      },
    })),
  };
}
