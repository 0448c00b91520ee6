import type { ClipInfo } from '../../../../../src-preload/contract/commands/clip-info.ts';
import { formatNumber } from '../../../../ui/format.ts';
import type { InfoGroup, InfoRow, InfoWording } from './info-wording.ts';
import { joined, known, makeGroup, rowsOf } from './info-rows.ts';

/** With what, when, where and by whom it was recorded. */
export function recordingGroups(info: ClipInfo, wording: InfoWording): readonly InfoGroup[] {
  const { t } = wording;
  const { artist, copyright, description, keywords } = info.about;
  return [
    makeGroup('camera', t('info.groups.camera'), cameraRows(info, wording)),
    makeGroup('place', t('info.groups.place'), placeRows(info, wording)),
    makeGroup(
      'about',
      t('info.groups.about'),
      rowsOf(
        [
          ['description', description],
          ['keywords', keywords.join(', ')],
          ['artist', artist],
          ['copyright', copyright],
        ],
        wording,
      ),
    ),
  ];
}

function cameraRows({ camera }: ClipInfo, wording: InfoWording): readonly InfoRow[] {
  const { language } = wording;
  const millimetres = (value: number): string => `${formatNumber(value, language, 1)} mm`;
  return rowsOf(
    [
      ['make', camera.make],
      ['model', camera.model],
      ['lens', camera.lens],
      [
        'focalLength',
        joined([
          known(camera.focalLengthMm, millimetres),
          known(camera.focalLength35mm, (value) => `(35 mm: ${millimetres(value)})`),
        ]),
      ],
      ['focalLengthCategory', camera.focalLengthCategory],
      ['fStop', known(camera.fStop, (value) => `f/${formatNumber(value, language, 1)}`)],
      ['shutterSpeed', camera.shutterSpeed],
      ['iso', known(camera.iso, String)],
      ['exposureMode', camera.exposureMode],
      ['whiteBalance', camera.whiteBalance],
      ['serialNumber', camera.serialNumber],
      ['software', camera.software],
    ],
    wording,
  );
}

function placeRows({ dates, location }: ClipInfo, wording: InfoWording): readonly InfoRow[] {
  const { t, language } = wording;
  const zone = dates.takenZone === null ? null : `(${t(`info.zones.${dates.takenZone}`)})`;
  const degrees = (value: number): string => `${formatNumber(value, language, 6)}°`;
  return rowsOf(
    [
      ['taken', dates.taken === null ? null : joined([writtenTime(dates.taken), zone])],
      ['created', known(dates.created, writtenTime)],
      ['modified', known(dates.modified, writtenTime)],
      ['placeName', location.place],
      ['latitude', known(location.latitude, degrees)],
      ['longitude', known(location.longitude, degrees)],
      ['altitude', known(location.altitude, (metres) => `${formatNumber(metres, language, 1)} m`)],
    ],
    wording,
  );
}

/** As the file has it, in the time of the place where it was: not turned into the time of this machine. */
function writtenTime(iso: string): string {
  return iso.replace('T', ' ');
}
