/** ISO 8601 with the zone of this machine: `2026-11-20T14:03:12.250+01:00`. */
export function isoTime(ms: number): string {
  const minutes = -new Date(ms).getTimezoneOffset();
  const local = new Date(ms + minutes * 60_000).toISOString().slice(0, -1);
  const size = Math.abs(minutes);
  const zone = [Math.floor(size / 60), size % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return `${local}${minutes < 0 ? '-' : '+'}${zone}`;
}
