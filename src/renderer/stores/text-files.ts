import { isDesktopWindow } from '../connect.ts';
import { call, showInfo } from './call.ts';
import { useStation } from './station.ts';

export interface TextFileKind {
  readonly name: string;
  readonly extensions: readonly string[];
}

/** Saves text where the person says: by the host's dialog, else as a download of the browser. */
export async function saveText(
  title: string,
  fileName: string,
  text: string,
  kind: TextFileKind,
): Promise<void> {
  if (hasDialogs()) {
    const filters = [{ name: kind.name, extensions: [...kind.extensions] }];
    await call(
      'host.saveText',
      { title, fileName, filters, text },
      { timeoutMs: null },
    );
    return;
  }
  const url = URL.createObjectURL(
    new Blob([text], { type: 'text/plain;charset=utf-8' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser takes the data when the download begins, a moment later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const largestBytes = 10_000_000;

/** Reads a text file that the person picks; null = cancelled, or it could not be read. */
export async function openText(
  title: string,
  kind: TextFileKind,
): Promise<string | null> {
  if (hasDialogs()) {
    const filters = [{ name: kind.name, extensions: [...kind.extensions] }];
    const opened = await call(
      'host.openText',
      { title, filters },
      { timeoutMs: null },
    );
    return opened?.text ?? null;
  }
  const file = await pickFile(kind);
  if (file !== null && file.size > largestBytes) {
    showInfo(
      `${file.name} has ${Math.ceil(file.size / 1e6)} MB; a file to open here has at most ${largestBytes / 1e6} MB.`,
    );
    return null;
  }
  return file === null ? null : file.text();
}

function pickFile({ extensions }: TextFileKind): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = extensions.map((extension) => `.${extension}`).join(',');
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null), {
      once: true,
    });
    input.addEventListener('cancel', () => resolve(null), { once: true });
    input.click();
  });
}

/** The station of a desktop window may have browsers as clients as well: they use their own dialogs. */
function hasDialogs(): boolean {
  const { station } = useStation.getState();
  return isDesktopWindow() && station?.hasNativeDialogs === true;
}
