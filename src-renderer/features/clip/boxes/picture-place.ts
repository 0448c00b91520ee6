/** PURE: where the picture is within its player, and where labels have room. */
import type { Box } from '../../../../src-preload/contract/inference-tasks.ts';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** As `object-fit: contain` places it: as large as fits, in the middle. @param picture as it is shown, turned upright */
export function pictureArea(player: Size, picture: Size): Area {
  const factor = Math.min(player.width / picture.width, player.height / picture.height);
  const [width, height] = [picture.width * factor, picture.height * factor];
  return { x: (player.width - width) / 2, y: (player.height - height) / 2, width, height };
}

/** @param box in fractions of the picture */
export function onScreen(box: Box, area: Area): Area {
  return {
    x: area.x + box.x * area.width,
    y: area.y + box.y * area.height,
    width: box.width * area.width,
    height: box.height * area.height,
  };
}

interface LabelRoom {
  readonly picture: Area;
  /** Where other labels are. */
  readonly taken: readonly Area[];
  /** Where small boxes are, that a label would hide. */
  readonly small: readonly Area[];
}

/**
 * Above the box, in it, or below it: the first place within the picture where no other label is, and no small box if that can
 * be had. null: there is none, and a label over a label would help nobody.
 */
export function labelPlace(box: Area, size: Size, { picture, taken, small }: LabelRoom): Area | null {
  const x = Math.max(picture.x, Math.min(box.x, picture.x + picture.width - size.width));
  const places = [box.y - size.height, box.y, box.y + box.height, box.y + box.height - size.height]
    .map((y) => ({ x, y, ...size }))
    .filter(({ y }) => y >= picture.y && y + size.height <= picture.y + picture.height)
    .filter((place) => !taken.some((other) => isOver(place, other)));
  const hidesNone = (place: Area): boolean => !small.some((other) => isOver(place, other));
  return places.find(hidesNone) ?? places[0] ?? null;
}

function isOver(one: Area, other: Area): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}
