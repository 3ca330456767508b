import type { Route } from 'next';
import type { Answers } from '@/lib/questionnaire/model/facts';

/** A run of the picker as its address keeps it. */
export type PickerRun = {
  legalEntityId: string;
  integrationIds: readonly string[];
  answers: Answers;
};

type RunField = { key: string; name: string; value: string };

/** Answers as form fields, without the answer to one question. */
export function answerFields(answers: Answers, except: string | null): RunField[] {
  return Object.entries(answers)
    .filter(([id]) => id !== except)
    .flatMap(([id, values]) => values.map((value) => field(id, value)));
}

/** The run as form fields, without the answer to one question. */
export function runFields(run: PickerRun, except: string | null): RunField[] {
  return [
    field('entity', run.legalEntityId),
    ...run.integrationIds.map((id) => field('integration', id)),
    ...answerFields(run.answers, except),
  ];
}

function field(name: string, value: string): RunField {
  return { key: `${name}=${value}`, name, value };
}

export function runText(run: PickerRun): string {
  return new URLSearchParams(runFields(run, null).map(({ name, value }) => [name, value])).toString();
}

/** Where a question of the run is looked at again. */
export function questionAddress(run: PickerRun, questionId: string): Route {
  return `/assessments/new?${runText(run)}&q=${encodeURIComponent(questionId)}` as Route;
}

/** Back to the choice of integrations; the answers stay in the address. */
export function startAddress(run: PickerRun): Route {
  return `/assessments/new?${runText(run)}&start=1` as Route;
}
