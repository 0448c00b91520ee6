/** Everything models found in the clip, as lists whose times lead there. */
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Tabs } from '../../../ui/tabs.tsx';
import { WhyEmpty } from '../analysis/why-empty.tsx';
import { useClip } from '../clip-context.ts';
import { useLabelWords } from '../understood/label-words.ts';
import type { ClipCommands } from '../use-clip-commands.ts';
import { type FoundKind, foundKinds, foundOf, foundSources, usualKinds } from './found-entries.ts';
import { FoundList } from './found-list.tsx';

export function FoundPanel({ commands }: { readonly commands: ClipCommands }) {
  const { t } = useTranslation('understood');
  const understanding = useClip((state) => state.understanding);
  const words = useLabelWords();
  const found = useMemo(() => foundOf(understanding, words), [understanding, words]);
  const [chosen, setChosen] = useState<FoundKind | null>(null);
  if (understanding === null) return null;
  const kinds = foundKinds.filter((kind) => usualKinds.has(kind) || found[kind].length > 0);
  // What there is something of, before somebody has chosen.
  const first = kinds.find((kind) => found[kind].length > 0) ?? 'objects';
  return (
    <Tabs
      label={t('found.title')}
      orientation="pills"
      chosen={chosen !== null && kinds.includes(chosen) ? chosen : first}
      onChoose={setChosen}
      tabs={kinds.map((kind) => ({
        id: kind,
        label: `${t(`found.kinds.${kind}`)} ${String(found[kind].length)}`,
        content:
          found[kind].length > 0 ? (
            <FoundList kind={kind} entries={found[kind]} />
          ) : (
            <WhyEmpty
              {...foundSources[kind]}
              commands={commands}
              nothing={{ title: t(`found.none.${kind}`) }}
            />
          ),
      }))}
    />
  );
}
