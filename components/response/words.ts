import { formatDay } from '@/lib/platform/format';
import { type AnswerForm, fieldNames, type ResponseField } from '@/lib/response/model';

type Form = Pick<AnswerForm, 'describesResults'>;

export const planTargetLabel = 'To be done by';

/** The note under an answer: the form for service providers asks for more than a merchant needs to say. */
export function resultLabel(form: Form): string {
  return form.describesResults ? 'Results of the testing' : 'How you know';
}

/** A field in conflicts and history, by the label that stands over it. */
export function fieldLabel(field: ResponseField, form: Form): string {
  if (field === 'resultNote') return resultLabel(form);
  return field === 'planTargetOn' ? `Plan: ${planTargetLabel.toLowerCase()}` : fieldNames[field];
}

/** A sentence of the catalogue to be put into one of ours. */
export function withoutStop(text: string): string {
  return text.replace(/\.$/, '');
}

type Clock = 'DAY' | 'MINUTES' | 'SECONDS';

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Making one costs more than a hundred times of using it, and a history asks for hundreds at each key. */
function clockOf(kind: Clock, timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(`${kind} ${timeZone}`);
  if (known) return known;
  const made =
    kind === 'DAY'
      ? new Intl.DateTimeFormat('en-CA', { timeZone })
      : new Intl.DateTimeFormat('en-GB', {
          timeZone,
          hour: '2-digit',
          minute: '2-digit',
          ...(kind === 'SECONDS' && { second: '2-digit' }),
        });
  clocks.set(`${kind} ${timeZone}`, made);
  return made;
}

/** "14:02:11" on the organization's clock. */
export function clockTime(instant: string, timeZone: string, seconds = false): string {
  return clockOf(seconds ? 'SECONDS' : 'MINUTES', timeZone).format(new Date(instant));
}

/** Today the time, this year day and month, else the full day. */
export function shortTime(instant: string, timeZone: string, now: Date): string {
  const dayOf = (date: Date) => clockOf('DAY', timeZone).format(date);
  const [day, today] = [dayOf(new Date(instant)), dayOf(now)];
  if (day === today) return clockTime(instant, timeZone);
  return day.slice(0, 4) === today.slice(0, 4) ? formatDay(day).replace(/ \d{4}$/, '') : formatDay(day);
}
