import { useRef } from 'react';
import { useSession } from '../../stores/use-stores.ts';
import { useAdding } from './use-adding.ts';
import { useUploads } from './uploads-context.ts';

/** What the bar's menu for adding does, and the hidden field that lets a browser ask for files. */
export function useAddMenu() {
  const { chooseFolders, addSamples, lookAgain } = useAdding();
  const takesUploads = useSession((state) => (state.facts?.abilities.uploads ?? null) !== null);
  const { send } = useUploads();
  const field = useRef<HTMLInputElement>(null);
  const input = takesUploads && (
    <input
      ref={field}
      type="file"
      multiple
      hidden
      onChange={(event) => {
        send([...(event.target.files ?? [])]);
        event.target.value = '';
      }}
    />
  );
  return {
    input,
    entries: {
      addFolder: chooseFolders,
      addFiles: takesUploads
        ? () => {
            field.current?.click();
          }
        : null,
      addSamples: () => void addSamples(),
      lookAgain,
    },
  };
}
