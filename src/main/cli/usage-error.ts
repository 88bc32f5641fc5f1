import type { Command, CommanderError } from 'commander';
import { BeamtimeError } from '../../contract/errors.ts';
import { scanTypeInfos } from '../scan/index.ts';

/** A command and a line with which it works. */
export interface KnownCommand {
  readonly command: Command;
  readonly example: string;
}

/**
 * What commander found wrong with the words behind `beamtime`, as a sentence that says what to type instead.
 *
 * @param words all that was typed
 */
export function usageError(
  error: CommanderError,
  words: readonly string[],
  commands: readonly KnownCommand[],
): BeamtimeError {
  const first = words.find((word) => !word.startsWith('-'));
  const known = commands.find(({ command }) => command.name() === first);
  return new BeamtimeError(
    'bad-input',
    known ? ofCommand(error, known) : ofProgram(error, words, commands),
    { cause: error },
  );
}

function ofProgram(
  error: CommanderError,
  words: readonly string[],
  commands: readonly KnownCommand[],
): string {
  const [word = ''] = quoted(error);
  const all = `Commands are: ${commands.map(({ command }) => command.name()).join(', ')}; beamtime --help tells what they do.`;
  if (error.code === 'commander.unknownOption')
    return `The option ${word} belongs behind a command. ${all}`;
  if (scanTypeInfos().some(({ name }) => name === word))
    return `${word} is a scan, not a command. To run it: beamtime run "${words.filter((one) => !one.startsWith('--')).join(' ')}"`;
  return `There is no command "${word}". ${suggestion(error) ?? all}`;
}

function ofCommand(
  error: CommanderError,
  { command, example }: KnownCommand,
): string {
  const name = `beamtime ${command.name()}`;
  const [word = ''] = quoted(error);
  const works = `Example: ${example}`;
  switch (error.code) {
    case 'commander.unknownOption': {
      const [argument] = command.registeredArguments;
      if (argument?.variadic && /^-[\d.]/.test(word))
        return `${word} was taken for an option. Put the whole scan in quotes. ${works}`;
      const options = command.options.map(({ long }) => long).join(', ');
      return `${name} has no option ${word}. ${suggestion(error) ?? `It has: ${options}.`}`;
    }
    case 'commander.missingArgument':
      return `${name} needs ${command.registeredArguments[0]?.description ?? 'more'}. ${works}`;
    case 'commander.optionMissingArgument':
      return `The option ${word} needs a value behind it. ${works}`;
    case 'commander.excessArguments':
      return `${name} got too many words: ${error.message.split(' got ')[1]?.replace(/^\d+: /, '') ?? ''} ${works}`;
    default:
      return `${error.message.replace(/^error: /, '')}. ${works}`;
  }
}

/** What commander names in its message. */
function quoted({ message }: CommanderError): string[] {
  return [...message.matchAll(/'([^']*)'/g)].map(([, word = '']) => word);
}

/** Names that come close, as commander found them. */
function suggestion({ message }: CommanderError): string | undefined {
  const names = /\(Did you mean (?:one of )?(.+)\?\)/.exec(message)?.[1];
  return names && `Did you mean ${names.replaceAll(', ', ' or ')}?`;
}
