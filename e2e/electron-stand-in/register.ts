/**
 * Lets the built desktop program run where Electron's binary is not, unchanged:
 * `node --import ./e2e/electron-stand-in/register.ts out/main/electron.js`.
 * A test that started it with an IPC channel can have functions evaluated in it, as with Playwright's Electron.
 */
import { registerHooks } from 'node:module';
import { runInThisContext } from 'node:vm';

const standIn = new URL('index.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    return specifier === 'electron'
      ? { url: standIn, shortCircuit: true }
      : next(specifier, context);
  },
});

if (process.send) {
  process.on('message', (message: unknown) => void evaluate(message));
  process.on('disconnect', () => process.exit(1));
}

async function evaluate(message: unknown): Promise<void> {
  if (typeof message !== 'object' || message === null) return;
  const id: unknown = Reflect.get(message, 'id');
  try {
    const evaluated: unknown = runInThisContext(
      `(${String(Reflect.get(message, 'source'))})`,
    );
    if (typeof evaluated !== 'function')
      throw new Error('Only functions can be evaluated.');
    const electron: unknown = await import(standIn);
    const value: unknown = await Reflect.apply(evaluated, undefined, [
      electron,
      Reflect.get(message, 'argument'),
    ]);
    process.send?.({ id, value });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
}
