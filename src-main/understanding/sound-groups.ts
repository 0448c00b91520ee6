/**
 * The kinds of sound that people look for, from the 527 labels of AudioSet (J. Gemmeke et al., "Audio Set: An Ontology and
 * Human-Labeled Dataset for Audio Events", ICASSP 2017; research.google.com/audioset/ontology). Groups follow its branches, but
 * horns, sirens and telephones count as alarms wherever they stand there. What is not named here is 'other'.
 */
import type { soundGroups } from '../../src-preload/contract/artifacts/understood.ts';

export type SoundGroup = (typeof soundGroups)[number];

const labelsByGroup: Readonly<Record<Exclude<SoundGroup, 'other'>, readonly string[]>> = {
  speech: [
    ...['Speech', 'Child speech, kid speaking', 'Conversation', 'Narration, monologue', 'Babbling'],
    ...['Speech synthesizer', 'Shout', 'Bellow', 'Whoop', 'Yell', 'Children shouting', 'Screaming'],
    ...['Whispering', 'Chatter', 'Hubbub, speech noise, speech babble'],
  ],
  singing: [
    ...['Singing', 'Choir', 'Yodeling', 'Chant', 'Mantra', 'Child singing', 'Synthetic singing'],
    ...['Rapping', 'Humming', 'A capella'],
  ],
  music: [
    ...['Music', 'Musical instrument', 'Plucked string instrument', 'Guitar', 'Electric guitar'],
    ...['Bass guitar', 'Acoustic guitar', 'Steel guitar, slide guitar'],
    ...['Tapping (guitar technique)', 'Strum', 'Banjo', 'Sitar', 'Mandolin', 'Zither', 'Ukulele'],
    ...['Keyboard (musical)', 'Piano', 'Electric piano', 'Organ', 'Electronic organ'],
    ...['Hammond organ', 'Synthesizer', 'Sampler', 'Harpsichord', 'Percussion', 'Drum kit'],
    ...['Drum machine', 'Drum', 'Snare drum', 'Rimshot', 'Drum roll', 'Bass drum', 'Timpani'],
    ...['Tabla', 'Cymbal', 'Hi-hat', 'Wood block', 'Tambourine', 'Rattle (instrument)', 'Maraca'],
    ...['Gong', 'Tubular bells', 'Mallet percussion', 'Marimba, xylophone', 'Glockenspiel'],
    ...['Vibraphone', 'Steelpan', 'Orchestra', 'Brass instrument', 'French horn', 'Trumpet'],
    ...['Trombone', 'Bowed string instrument', 'String section', 'Violin, fiddle', 'Pizzicato'],
    ...['Cello', 'Double bass', 'Wind instrument, woodwind instrument', 'Flute', 'Saxophone'],
    ...['Clarinet', 'Harp', 'Bell', 'Church bell', 'Jingle bell', 'Tuning fork', 'Chime'],
    ...['Wind chime', 'Change ringing (campanology)', 'Harmonica', 'Accordion', 'Bagpipes'],
    ...['Didgeridoo', 'Shofar', 'Theremin', 'Singing bowl', 'Scratching (performance technique)'],
    ...['Pop music', 'Hip hop music', 'Beatboxing', 'Rock music', 'Heavy metal', 'Punk rock'],
    ...['Grunge', 'Progressive rock', 'Rock and roll', 'Psychedelic rock', 'Rhythm and blues'],
    ...['Soul music', 'Reggae', 'Country', 'Swing music', 'Bluegrass', 'Funk', 'Folk music'],
    ...['Middle Eastern music', 'Jazz', 'Disco', 'Classical music', 'Opera', 'Electronic music'],
    ...['House music', 'Techno', 'Dubstep', 'Drum and bass', 'Electronica'],
    ...['Electronic dance music', 'Ambient music', 'Trance music', 'Music of Latin America'],
    ...['Salsa music', 'Flamenco', 'Blues', 'Music for children', 'New-age music', 'Vocal music'],
    ...['Music of Africa', 'Afrobeat', 'Christian music', 'Gospel music', 'Music of Asia'],
    ...['Carnatic music', 'Music of Bollywood', 'Ska', 'Traditional music', 'Independent music'],
    ...['Song', 'Background music', 'Theme music', 'Jingle (music)', 'Soundtrack music', 'Lullaby'],
    ...['Video game music', 'Christmas music', 'Dance music', 'Wedding music', 'Happy music'],
    ...['Sad music', 'Tender music', 'Exciting music', 'Angry music', 'Scary music'],
  ],
  applause: [...['Clapping', 'Cheering', 'Applause']],
  laughter: [...['Laughter', 'Baby laughter', 'Giggle', 'Snicker', 'Belly laugh', 'Chuckle, chortle']],
  animal: [
    ...['Animal', 'Domestic animals, pets', 'Dog', 'Bark', 'Yip', 'Howl', 'Bow-wow', 'Growling'],
    ...['Whimper (dog)', 'Cat', 'Purr', 'Meow', 'Hiss', 'Caterwaul'],
    ...['Livestock, farm animals, working animals', 'Horse', 'Clip-clop', 'Neigh, whinny'],
    ...['Cattle, bovinae', 'Moo', 'Cowbell', 'Pig', 'Oink', 'Goat', 'Bleat', 'Sheep', 'Fowl'],
    ...['Chicken, rooster', 'Cluck', 'Crowing, cock-a-doodle-doo', 'Turkey', 'Gobble', 'Duck'],
    ...['Quack', 'Goose', 'Honk', 'Wild animals', 'Roaring cats (lions, tigers)', 'Roar', 'Bird'],
    ...['Bird vocalization, bird call, bird song', 'Chirp, tweet', 'Squawk', 'Pigeon, dove', 'Coo'],
    ...['Crow', 'Caw', 'Owl', 'Hoot', 'Bird flight, flapping wings', 'Canidae, dogs, wolves'],
    ...['Rodents, rats, mice', 'Mouse', 'Patter', 'Insect', 'Cricket', 'Mosquito', 'Fly, housefly'],
    ...['Buzz', 'Bee, wasp, etc.', 'Frog', 'Croak', 'Snake', 'Rattle', 'Whale vocalization'],
  ],
  vehicle: [
    ...['Bicycle bell', 'Vehicle', 'Boat, Water vehicle', 'Sailboat, sailing ship'],
    ...['Rowboat, canoe, kayak', 'Motorboat, speedboat', 'Ship', 'Motor vehicle (road)', 'Car'],
    ...['Power windows, electric windows', 'Skidding', 'Tire squeal', 'Car passing by'],
    ...['Race car, auto racing', 'Truck', 'Air brake', 'Ice cream truck, ice cream van', 'Bus'],
    ...['Motorcycle', 'Traffic noise, roadway noise', 'Rail transport', 'Train', 'Train whistle'],
    ...['Train horn', 'Railroad car, train wagon', 'Train wheels squealing'],
    ...['Subway, metro, underground', 'Aircraft', 'Aircraft engine', 'Jet engine'],
    ...['Propeller, airscrew', 'Helicopter', 'Fixed-wing aircraft, airplane', 'Bicycle'],
    ...['Skateboard', 'Engine', 'Light engine (high frequency)', 'Medium engine (mid frequency)'],
    ...['Heavy engine (low frequency)', 'Engine knocking', 'Engine starting', 'Idling'],
    ...['Accelerating, revving, vroom'],
  ],
  alarm: [
    ...['Vehicle horn, car horn, honking', 'Toot', 'Car alarm', 'Reversing beeps'],
    ...['Air horn, truck horn', 'Emergency vehicle', 'Police car (siren)', 'Ambulance (siren)'],
    ...['Fire engine, fire truck (siren)', 'Doorbell', 'Ding-dong', 'Alarm', 'Telephone'],
    ...['Telephone bell ringing', 'Ringtone', 'Telephone dialing, DTMF', 'Dial tone'],
    ...['Busy signal', 'Alarm clock', 'Siren', 'Civil defense siren', 'Buzzer'],
    ...['Smoke detector, smoke alarm', 'Fire alarm', 'Foghorn', 'Whistle', 'Steam whistle'],
    ...['Beep, bleep'],
  ],
  nature: [
    ...['Wind', 'Rustling leaves', 'Wind noise (microphone)', 'Thunderstorm', 'Thunder', 'Water'],
    ...['Rain', 'Raindrop', 'Rain on surface', 'Stream', 'Waterfall', 'Ocean', 'Waves, surf'],
    ...['Steam', 'Gurgling', 'Fire', 'Crackle'],
  ],
};

const groupByLabel: ReadonlyMap<string, SoundGroup> = new Map(
  Object.entries(labelsByGroup).flatMap(([group, labels]) =>
    labels.map((label) => [label, group as SoundGroup] as const),
  ),
);

export function soundGroupOf(label: string): SoundGroup {
  return groupByLabel.get(label) ?? 'other';
}

/** Every label that has a group of its own, for tests. */
export const groupedLabels: readonly string[] = [...groupByLabel.keys()];
