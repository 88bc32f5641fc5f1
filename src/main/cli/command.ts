import type { Choice } from './connect.ts';
import type { Terminal } from './terminal.ts';

/** What every command gets. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly isJson: boolean;
  /** Which station is meant; checks the options when it is asked. @throws BeamtimeError `bad-input` */
  readonly choice: () => Choice;
}
