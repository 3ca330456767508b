import { channelNames } from '@/lib/integration/model';
import { formatBytes, formatDay, formatInstant } from '@/lib/platform/format';

/** Empty stays visible: a form that is handed in shows what was left open. */
export function orDash(text: string | null | undefined): string {
  return text?.trim() ? text : '–';
}

export function yesNo(answer: boolean | null): string {
  if (answer === null) return 'Not answered';
  return answer ? 'Yes' : 'No';
}

export function dayOrDash(day: string | null): string {
  return day ? formatDay(day) : '–';
}

export function instantWords(instant: string, timeZone: string): string {
  return `${formatInstant(new Date(instant), timeZone)} (${timeZone})`;
}

export function channelWords(channels: readonly string[]): string {
  const names = channels.map((channel) => channelNames[channel as keyof typeof channelNames] ?? channel);
  return names.join(', ') || '–';
}

export function fileWords(file: { fileName: string; sizeBytes: number; mediaType: string }): string {
  return `${file.fileName}, ${formatBytes(file.sizeBytes)}, ${file.mediaType}`;
}
