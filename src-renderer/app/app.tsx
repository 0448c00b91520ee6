import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import type { i18n } from 'i18next';
import { I18nextProvider } from 'react-i18next';
import type { AppStores } from '../stores/app-stores.ts';
import { StoresContext } from '../stores/use-stores.ts';
import { Frame } from './frame.tsx';

interface AppProps {
  readonly stores: AppStores;
  readonly i18n: i18n;
}

export function App({ stores, i18n: instance }: AppProps) {
  return (
    // Pages run under a policy that refuses style elements; what they would say is in our own style sheets.
    <CSPProvider disableStyleElements>
      <I18nextProvider i18n={instance}>
        <StoresContext value={stores}>
          <Tooltip.Provider delay={500}>
            <Frame />
          </Tooltip.Provider>
        </StoresContext>
      </I18nextProvider>
    </CSPProvider>
  );
}
