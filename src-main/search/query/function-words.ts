/**
 * Words that say little by themselves: articles, prepositions, auxiliaries, and what people write around what they look for ("clips where
 * she says …"). Where other words are there too, a clip need not have them. Folded, English and German.
 */
import { foldText } from '../../platform/text-folding.ts';

const english =
  'a an and are as at be been but by can did do does for from had has have he her hers him his how i if in into is it its me my no not of off on one or our out over she so some that the their them then there these they this those to up us was we were what when where which who whose why will with you your';
const aroundEnglish =
  'clip clips video videos footage shot shots scene scenes moment moments show shows showing find says said saying say';
/** They stand for whoever and whatever it is. */
const indefinite =
  'anybody anyone anything everybody everyone everything nobody nothing somebody someone something somewhere';
const german =
  'aber als am an auf aus bei bin bis da das dass dem den der des die dies diese dieser dieses doch du durch ein eine einem einen einer eines er es fuer für hat hatte ich ihm ihn ihr im in ins ist ja kein keine man mein mit nach nicht noch nur ob oder sein sich sie sind so ueber über um und uns unter vom von vor war was wenn wer wie wir wird wo zu zum zur';
const indefiniteGerman =
  'alles etwas irgendwas irgendwer irgendwo jeder jemand jemandem jemanden nichts niemand niemandem niemanden';
const aroundGerman = 'film filme aufnahme aufnahmen szene szenen zeig zeige zeigt finde sagt gesagt sagen';

const functionWords: ReadonlySet<string> = new Set(
  [english, aroundEnglish, indefinite, german, aroundGerman, indefiniteGerman].flatMap((words) =>
    words.split(' ').map(foldText),
  ),
);

export function isFunctionWord(word: string): boolean {
  return functionWords.has(foldText(word));
}
