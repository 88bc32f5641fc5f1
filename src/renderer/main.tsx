import './no-eval.ts';
import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import 'dockview-react/dist/styles/dockview.css';
import './theme/tokens.css';
import './theme/global.css';
import './theme/dockview.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { contract } from '../contract/index.ts';
import { keepConnected } from '../rpc/reconnect.ts';
import App from './App.tsx';
import { openPagePort } from './connect.ts';
import { followStation, loseStation } from './stores/follow.ts';
import { claimSession } from './stores/session.ts';

const root = document.getElementById('root');
if (root === null) {
  throw new Error('The page has no root element.');
}

void claimSession().then(() =>
  keepConnected({
    contract,
    connect: openPagePort,
    onOpen: followStation,
    onLost: loseStation,
  }),
);

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
