/** Start-up, as a table of contents. Where the order matters, it says why. */
import { app, protocol, session } from 'electron';
import { createApplication, type Application } from './application';
import { runSelfCheck, runTrain } from './commands';
import { connectWindow, openDesktop } from './desktop';
import { createLog, logUncaught } from './diagnostics/log';
import { hardenProcess } from './launch/hardening';
import { readInvocation, type Invocation } from './launch/invocation';
import { collectOpenedFiles } from './launch/opened-files';
import { openProfile } from './launch/profile';
import { createFileHandler, SCHEME } from './protocol';
import { quitOnSignals } from './quit';
import { denyEscapes, lockSession } from './security';
import { built } from './surroundings';
import { homePage } from './window';

const invocation = await readInvocation();
// Chromium's profile and the lock lie in the data folder: it is there before Chromium writes anything.
const profile = invocation && (await openProfile(invocation));
if (invocation && profile) {
  const log = createLog(profile.paths.logs);
  logUncaught(log);
  log.info(`LinearLab ${app.getVersion()} on ${process.platform}: ${invocation.command.kind}`);
  quitOnSignals(app);
  hardenProcess();
  // macOS tells of a double-clicked file before the app is ready.
  collectOpenedFiles();
  denyEscapes(app, homePage(), log);
  // Not awaited: Electron is ready only after this module has run to its end.
  Promise.all([createApplication(invocation, profile, log), app.whenReady()])
    .then(([application]) => run(application, invocation.command))
    .catch((error: unknown) => {
      log.error('the app could not be started', error);
      app.exit(1);
    });
}

async function run(application: Application, command: Invocation['command']): Promise<void> {
  if (command.kind !== 'selfCheck') {
    lockSession(session.defaultSession, homePage());
    protocol.handle(SCHEME, createFileHandler(built.renderer));
    connectWindow(application);
  }
  if (command.kind === 'open') {
    // The window first: it draws itself while the trainer starts and the data set is looked for.
    application.core.start(openDesktop(application, command.files));
    return;
  }
  application.core.start();
  const code = await (command.kind === 'train'
    ? runTrain(application, command)
    : runSelfCheck(application));
  await application.core.shutdown();
  await application.profile.discard();
  app.exit(code);
}
