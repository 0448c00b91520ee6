/** Shapes of the technical sheet: groups of rows, and how they are worded. */
import type { TFunction } from 'i18next';
import type { FrameClock } from '../../timecode.ts';

export interface InfoRow {
  readonly label: string;
  readonly value: string;
}

export interface InfoGroup {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly InfoRow[];
}

export interface InfoWording {
  readonly t: TFunction<'clip'>;
  readonly language: string;
  readonly clock: FrameClock | null;
}
