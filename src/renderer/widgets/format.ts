const thinSpace = '\u2009';
const minusSign = '\u2212';
const dash = '\u2014';

/** A number with fixed decimals, a real minus sign and thin spaces in thousands: `−12 345.60`. A dash for what is not a number. */
export function formatNumber(
  value: number | null | undefined,
  decimals: number,
): string {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return dash;
  }
  if (!Number.isFinite(value)) {
    return value > 0 ? '\u221e' : `${minusSign}\u221e`;
  }
  if (Math.abs(value) >= 1e15) {
    return value.toExponential(3).replace('-', minusSign);
  }
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  // Four digits stay together, as usual in print.
  const grouped =
    whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, thinSpace) : whole;
  const digits = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  // No "-0.00": what shows as zero is zero.
  return value < 0 && /[1-9]/.test(digits) ? minusSign + digits : digits;
}

/** A whole number with thin spaces: `184 220`. */
export function formatCount(value: number): string {
  return formatNumber(value, 0);
}

/** What a device shows: a number with its decimals, a word as it is, a dash for nothing. */
export function formatValue(
  value: number | string | null | undefined,
  decimals: number,
): string {
  return typeof value === 'string' ? value : formatNumber(value, decimals);
}

/** A number as one would type it: plain minus, no trailing zeros. */
export function typedNumber(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  const short = decimals > 0 ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}

/** How long something takes: `0.4 s`, `36 s`, `3 min 05 s`, `24 min`, `2 h 10 min`. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) {
    return dash;
  }
  if (seconds < 9.95) {
    return `${seconds === 0 ? '0' : seconds.toFixed(1)} s`;
  }
  const whole = Math.round(seconds);
  if (whole < 60) {
    return `${whole} s`;
  }
  const minutes = Math.round(seconds / 60);
  if (whole < 600) {
    return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  }
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) {
    return `${days} d ${hours} h`;
  }
  return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** The time of day with seconds: `14:31:58`. Local time. */
export function formatClock(time: number): string {
  const date = new Date(time);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map(twoDigits)
    .join(':');
}

/** The time of day without seconds: `14:31`. */
export function formatHour(time: number): string {
  return formatClock(time).slice(0, 5);
}

/** Time of day today, with the date before it on other days: `19 Nov 14:31:58`. */
export function formatMoment(time: number, now = Date.now()): string {
  const date = new Date(time);
  const isToday = date.toDateString() === new Date(now).toDateString();
  return isToday ? formatClock(time) : `${formatDay(date)} ${formatHour(time)}`;
}

/** Typed minus signs as people read them. */
export function withRealMinus(text: string): string {
  return text.replace(/(^|[\s(,=])-(?=[\d.])/g, `$1${minusSign}`);
}

const months = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

function formatDay(date: Date): string {
  return `${date.getDate()} ${months[date.getMonth()] ?? ''}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
