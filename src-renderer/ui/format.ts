/** How figures are written, in a language: one place, so that a duration looks the same everywhere. */

/** Making a formatter takes far longer than using it, and lists use the same few for each of their rows. */
const formatters = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function kept<Formatter extends Intl.NumberFormat | Intl.DateTimeFormat>(
  key: string,
  make: () => Formatter,
): Formatter {
  const known = formatters.get(key) as Formatter | undefined;
  if (known !== undefined) return known;
  const made = make();
  formatters.set(key, made);
  return made;
}

function numberFormat(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept(`${language} ${JSON.stringify(options)}`, () => new Intl.NumberFormat(language, options));
}

function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(`${language} ${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(language, options));
}

/** "1:02:03", "4:05", "0:07"; with `decimals`, fractions of a second. null: "–". */
export function formatDuration(durationSec: number | null, decimals = 0): string {
  if (durationSec === null || !Number.isFinite(durationSec)) return '–';
  const scale = 10 ** decimals;
  const units = Math.round(Math.max(0, durationSec) * scale);
  const whole = Math.floor(units / scale);
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const fraction = decimals === 0 ? '' : `.${String(units % scale).padStart(decimals, '0')}`;
  const last = `${String(seconds).padStart(2, '0')}${fraction}`;
  return hours > 0
    ? `${String(hours)}:${String(minutes).padStart(2, '0')}:${last}`
    : `${String(minutes)}:${last}`;
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Decimal units, as disks are sold: 1 MB = 1,000,000 bytes. */
export function formatBytes(sizeBytes: number, language: string): string {
  const power = sizeBytes < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(sizeBytes) / 3));
  const value = sizeBytes / 1000 ** power;
  return numberFormat(language, {
    style: 'unit',
    unit: byteUnits[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  }).format(value);
}

export function formatDateTime(isoTime: string, language: string): string {
  return dateFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(isoTime));
}

/** "24", "23.976", "29.97". */
export function formatFrameRate(framesPerSecond: number, language: string): string {
  return numberFormat(language, { maximumFractionDigits: 3 }).format(framesPerSecond);
}

export function formatNumber(value: number, language: string, decimals = 0): string {
  return numberFormat(language, { maximumFractionDigits: decimals }).format(value);
}

/**
 * Non-drop-frame timecode HH:MM:SS:FF of a frame, counted in the nearest whole frame rate (SMPTE ST 12-1).
 *
 * @param framesPerSecond above 0
 */
export function formatTimecode(timeSec: number, framesPerSecond: number): string {
  const nominal = Math.max(1, Math.round(framesPerSecond));
  const frame = Math.max(0, Math.floor(timeSec * framesPerSecond + 1e-6));
  const pad = (value: number): string => String(value).padStart(2, '0');
  const whole = Math.floor(frame / nominal);
  return `${pad(Math.floor(whole / 3600))}:${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}:${pad(frame % nominal)}`;
}
