const words: Readonly<Record<string, string>> = {
  name: 'the name of the beamline',
  header: 'what the header shows',
  experiment: 'the experiment to begin with',
  simulator: 'the simulated instruments',
  isSimulated: 'whether this is a simulation',
};

/** Parts of the beamline file that count only at a start, as people would say it. */
export function restartWords(parts: readonly string[]): string {
  return parts.map((part) => words[part] ?? part).join(', ');
}
