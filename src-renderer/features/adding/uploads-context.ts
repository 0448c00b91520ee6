import { createContext, useContext } from 'react';

export interface UploadsControl {
  /** Copies these into the library's folder. */
  readonly send: (files: readonly File[]) => void;
}

export const UploadsContext = createContext<UploadsControl>({ send: () => undefined });

export function useUploads(): UploadsControl {
  return useContext(UploadsContext);
}
