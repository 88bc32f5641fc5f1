import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';
import classes from './PanelBoundary.module.css';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
}

interface State {
  readonly error: unknown;
}

/** Keeps what breaks in one panel inside it, says what it was and offers to draw the panel anew. */
export class PanelBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) {
      return this.props.children;
    }
    const message = error instanceof Error ? error.message : 'unknown';
    return (
      <div className={classes['failed']} role="alert">
        <IconAlertTriangle size={20} aria-hidden />
        <p>
          {this.props.title} could not be shown. Scans and motors are not
          affected. Try again; if it comes back, reload the page and tell the
          staff.
        </p>
        <details>
          <summary>What happened</summary>
          {message}
        </details>
        <Button
          variant="default"
          onClick={() => this.setState({ error: null })}
        >
          Retry
        </Button>
      </div>
    );
  }
}
