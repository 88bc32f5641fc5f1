import { showError } from '../../stores/call.ts';
import { loadRun, runPoints } from '../../stores/points.ts';
import { saveText } from '../../stores/text-files.ts';
import type { Drawing } from '../../widgets/Plot/drawing.ts';
import { csvOf } from './csv.ts';

/** Saves a run's points as CSV: by the host's dialog, or as a download where it has none. */
export async function saveRunCsv(number: number): Promise<void> {
  try {
    const run = await loadRun(number);
    const points = runPoints(number);
    if (!points) return;
    await saveText(
      'Save the data as CSV',
      `${run.sample}_run${number}.csv`,
      csvOf(run, points),
      {
        name: 'CSV',
        extensions: ['csv'],
      },
    );
  } catch (error) {
    showError(error);
  }
}

/** Saves what the plot shows as a PNG file. */
export async function savePng(
  drawing: Drawing | null,
  number: number,
): Promise<void> {
  const picture = (await drawing?.toPng()) ?? '';
  if (picture === '') return;
  const link = document.createElement('a');
  link.href = picture;
  link.download = `run${number}.png`;
  link.click();
}
