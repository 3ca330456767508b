const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 2026-11-24 → "24 Nov 2026". */
export function formatDay(day: string): string {
  const [year, month, date] = day.split('-');
  return `${Number(date)} ${months[Number(month) - 1] ?? ''} ${year}`;
}

/** Instant → "24 Nov 2026, 14:02" in the given time zone. */
export function formatInstant(instant: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${formatDay(`${part('year')}-${part('month')}-${part('day')}`)}, ${part('hour')}:${part('minute')}`;
}

/** "1 requirement", "1,204 requirements". */
export function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

const smallNumbers = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
];

/** A number at the start of a sentence: up to twelve as a word. */
export function numberWord(count: number): string {
  return smallNumbers[count] ?? count.toLocaleString('en');
}

/** "in 4 days", "today", "12 days late". `days` counts from today to the due day. */
export function formatDistance(days: number): string {
  if (days === 0) return 'today';
  return days > 0 ? `in ${countDays(days)}` : `${countDays(-days)} late`;
}

/** "ends in 4 days", "ended 12 days ago": for what is relied on until a day, which is never "late". */
export function formatEndDistance(days: number): string {
  return days < 0 ? `ended ${countDays(-days)} ago` : `ends ${formatDistance(days)}`;
}

function countDays(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'day' : 'days'}`;
}

export function formatNumber(value: number): string {
  return value.toLocaleString('en');
}

/** 1 536 000 → "1.5 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const units = ['KB', 'MB', 'GB'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** A limit as people set it: "2 GB", "100 MB", "1,000 bytes"; rounded down, for more would be refused. */
export function formatLimit(bytes: number): string {
  for (const [unit, name] of [
    [1024 ** 3, 'GB'],
    [1024 ** 2, 'MB'],
  ] as const) {
    if (bytes >= unit && (unit === 1024 ** 2 || bytes % unit === 0))
      return `${Math.floor(bytes / unit).toLocaleString('en')} ${name}`;
  }
  return `${bytes.toLocaleString('en')} bytes`;
}

/** First and last four characters, for lists. */
export function shortHash(hash: string): string {
  return `${hash.slice(0, 4)}…${hash.slice(-4)}`;
}

/** Groups of eight characters, for details. */
export function groupedHash(hash: string): string {
  return hash.match(/.{1,8}/g)?.join(' ') ?? hash;
}
