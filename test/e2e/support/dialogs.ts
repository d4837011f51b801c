import type { ElectronApplication } from '@playwright/test';

/** Answers every question from now on with a button, by its place, and notes what was asked. */
export async function answerDialogs(electron: ElectronApplication, button: number): Promise<void> {
  await electron.evaluate(({ dialog }, response) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = (...args: unknown[]) => {
      const options = args.at(-1);
      asked.push(options instanceof Object && 'message' in options ? String(options.message) : '');
      return Promise.resolve({ response, checkboxChecked: false });
    };
  }, button);
}

/** What was asked since the answer was last set. */
export const questions = (electron: ElectronApplication) =>
  electron.evaluate((): unknown => Reflect.get(globalThis, 'asked'));
