import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import 'dockview-react/dist/styles/dockview.css';
import '../../theme/tokens.css';
import '../../theme/global.css';
import '../../theme/dockview.css';
import { createRoot } from 'react-dom/client';
import { contract } from '../../../contract/index.ts';
import { createClient } from '../../../rpc/client.ts';
import App from '../../App.tsx';
import { followStation } from '../../stores/follow.ts';
import { feedStation } from './feed.ts';
import { watchPage } from './watch.ts';

// The whole page on a station inside it, for measuring and looking: see bench/page.ts.
const asked = new URLSearchParams(location.search);
const station = feedStation({
  rate: Number(asked.get('rate') ?? 0),
  have: Number(asked.get('have') ?? 28),
  kind: asked.get('kind') === 'grid' ? 'grid' : 'curve',
});
// For the script that measures.
Object.assign(window, { watchPage });
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');
const client = createClient(contract, await station.connect());
void followStation(client);
createRoot(root).render(<App />);
