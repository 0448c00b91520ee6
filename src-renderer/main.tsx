import './api/without-eval.ts';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createClient } from './api/create-client.ts';
import { App } from './app/app.tsx';
import { createI18n, languageFor } from './i18n/i18n.ts';
import { connectStores, createAppStores } from './stores/app-stores.ts';

const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no element "root".');

const stores = createAppStores(createClient());
const i18n = await createI18n(languageFor('system', navigator.languages));
connectStores(stores);
createRoot(container).render(
  <StrictMode>
    <App stores={stores} i18n={i18n} />
  </StrictMode>,
);
