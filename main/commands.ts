/** The commands that run without a window to look at. */
import { app } from 'electron';
import type { Application } from './application';
import { windowOptions } from './desktop';
import { selfCheck } from './headless/self-check';
import { HiddenStudio } from './headless/studio';
import { train } from './headless/train';
import type { TrainCommand } from './launch/cli';
import { standardOutput } from './launch/output';
import { selfCheckFacts } from './surroundings';
import { openHiddenWindow } from './window';

/** `--train`. @returns the exit code */
export async function runTrain(application: Application, command: TrainCommand): Promise<number> {
  const { core } = application;
  const studio = new HiddenStudio((hash) => openHiddenWindow(windowOptions(application, hash)));
  // Interrupted, the run ends as stopped, is kept, and the command says so.
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (core.runs.current === null) app.exit(1);
    else void core.runs.stop();
  });
  return train(core, command, standardOutput, studio);
}

/** `--self-check`. @returns the exit code */
export async function runSelfCheck({ core, profile }: Application): Promise<number> {
  const document = await selfCheck(core, selfCheckFacts(profile.writable));
  await standardOutput.print(JSON.stringify(document, null, 2));
  return document.ok ? 0 : 1;
}
