import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import Commands from './commands/Commands.tsx';
import classes from './App.module.css';
import Header from './panels/header/Header.tsx';
import StopBanner from './panels/header/StopBanner.tsx';
import RunBar from './panels/runbar/RunBar.tsx';
import { useConnection } from './stores/connection.ts';
import { useSettings } from './stores/settings.ts';
import { theme, variables } from './theme/theme.ts';
import Workbench from './workbench/Workbench.tsx';

/** The window: header, banner of a latched stop, panels with the run bar between them. */
export default function App() {
  const fontScale = useSettings((settings) => settings.fontScale);
  const status = useConnection((connection) => connection.status);

  useEffect(() => {
    document.documentElement.style.setProperty(
      '--font-scale',
      String(fontScale),
    );
  }, [fontScale]);

  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
    >
      <div className={classes['app']} data-connection={status}>
        <Header />
        <StopBanner />
        <main className={classes['main']}>
          <Workbench runBar={<RunBar />} />
        </main>
      </div>
      <Notifications position="bottom-right" limit={4} />
      <Commands />
    </MantineProvider>
  );
}
