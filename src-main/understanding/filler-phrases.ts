/**
 * What Whisper writes where nobody speaks, because its training sound had such subtitles: M. Barański et al.,
 * "Investigation of Whisper ASR Hallucinations Induced by Non-Speech Audio" (ICASSP 2025, arXiv:2501.11378) list the most
 * frequent; those of other languages are gathered in github.com/openai/whisper/discussions/679 and 928.
 */

/** Credits of subtitles: nobody says them. Whole segments, letters and digits only, in lower case. */
const credits: readonly RegExp[] = [
  /^(?:subtitles|captions|transcription|transcribed|translation|translated) (?:by|provided by) (?:the )?(?:amara ?org|castingwords|eso)/u,
  /amara ?org/u,
  /^untertitel(?:ung)?(?: im auftrag)? (?:des zdf|der ard|von stephanie geiges|br)(?: für funk)?(?: \d{4})?$/u,
  /^sous titr(?:es|age)(?: réalisés?)? (?:par la communauté|st ?501|société radio canada)/u,
  /^субтитры (?:сделал|создавал|делал) dimatorzok$/u,
  /^редактор субтитров а ?с[её]мкин корректор а ?егорова$/u,
  /^napisy stworzone przez społeczność/u,
  /^字幕(?:由|by|志愿者)/u,
];

/** Farewells of channels. People do say them, so they count only where there is hardly any speech. */
const farewells: ReadonlySet<string> = new Set([
  ...['thanks for watching', 'thank you for watching', 'thank you so much for watching', 'thank you'],
  ...['please subscribe', 'please subscribe to my channel', 'like and subscribe', 'see you next time'],
  ...['dont forget to like and subscribe', 'see you in the next video', 'bye', 'bye bye', 'you'],
  ...['vielen dank fürs zuschauen', 'vielen dank', 'bis zum nächsten mal', 'tschüss'],
  ...['merci davoir regardé cette vidéo', 'gracias por ver el video', 'suscríbete al canal'],
  ...['obrigado por assistir', 'grazie per aver guardato il video', 'спасибо за просмотр'],
  ...['ご視聴ありがとうございました', '谢谢观看', '感谢观看', '시청해주셔서 감사합니다'],
]);

export type FillerKind = 'credit' | 'farewell';

/** null: nothing that is known. */
export function fillerKindOf(text: string): FillerKind | null {
  const plain = plainText(text);
  if (plain === '') return null;
  if (credits.some((pattern) => pattern.test(plain))) return 'credit';
  return farewells.has(plain) ? 'farewell' : null;
}

/** Letters and digits in lower case, one blank between words; apostrophes go without a trace. */
export function plainText(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/['’]/gu, '')
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}
