/** Figures as people read them. */

/** "0:06", "12:34", "1:02:03"; "-" where unknown. */
export function clockTime(sec: number | null): string {
  if (sec === null) return '-';
  const whole = Math.round(sec);
  const seconds = String(whole % 60).padStart(2, '0');
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours === 0
    ? `${String(minutes)}:${seconds}`
    : `${String(hours)}:${String(minutes).padStart(2, '0')}:${seconds}`;
}

/** "0:06.506": for moments within a clip. */
export function exactTime(sec: number | null): string {
  if (sec === null) return '-';
  const thousandths = Math.round(Math.abs(sec) * 1000);
  const fraction = String(thousandths % 1000).padStart(3, '0');
  return `${sec < 0 ? '-' : ''}${clockTime(Math.floor(thousandths / 1000))}.${fraction}`;
}

/** "12 s", "3 min 20 s", "2 h 5 min": for how long something takes. */
export function timeSpan(sec: number): string {
  const whole = Math.max(0, Math.round(sec));
  if (whole < 60) return `${String(whole)} s`;
  if (whole < 3600) return `${String(Math.floor(whole / 60))} min ${String(whole % 60)} s`;
  return `${String(Math.floor(whole / 3600))} h ${String(Math.floor((whole % 3600) / 60))} min`;
}

/** Seconds of work, with as many digits as say something: "0.04 s", "3.2 s", "85 s". */
export function workSeconds(sec: number | null): string {
  if (sec === null) return '-';
  return `${sec < 1 ? sec.toFixed(2) : sec < 10 ? sec.toFixed(1) : sec.toFixed(0)} s`;
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** In powers of 1000, as disks are sold: "1.7 MB". */
export function byteSize(bytes: number | null): string {
  if (bytes === null) return '-';
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${byteUnits[unit] ?? ''}`;
}

/** Bits a second: "2.5 Mbit/s". */
export function bitRate(bitsPerSec: number | null): string {
  if (bitsPerSec === null) return '-';
  if (bitsPerSec >= 1e6) return `${(bitsPerSec / 1e6).toFixed(1)} Mbit/s`;
  return `${(bitsPerSec / 1e3).toFixed(0)} kbit/s`;
}

/** "3.4x": footage in a second of real time. */
export function speedText(speed: number | null): string {
  if (speed === null) return '-';
  return `${speed >= 10 ? speed.toFixed(0) : speed.toFixed(1)}x`;
}

/** 0 to 1 as "42 %". */
export function percentText(fraction: number | null): string {
  return fraction === null ? '-' : `${(fraction * 100).toFixed(0)} %`;
}

/** A figure with up to so many decimals, and no zeros at its end. */
export function figure(value: number | null, decimals: number): string {
  return value === null ? '-' : String(Number(value.toFixed(decimals)));
}

/** "1 clip", "3 clips". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}
