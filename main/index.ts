/** Start-up, as a table of contents. What must come before Electron is ready comes first; each step says why. */
import { app, ipcMain, protocol, session } from 'electron';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { AppError } from '#contract/errors';
import * as v from 'valibot';
import { settingsSchema } from '#contract/settings';
import { createDispatch, serveCalls, type CallHandlers } from './ipc';
import { createLog } from './log';
import { dataFolder, dataPaths } from './paths';
import { createFileHandler, ORIGIN, SCHEME } from './protocol';
import { denyEscapes, isOnOrigin, lockSession, originOf } from './security';
import { openWindow } from './window';

const paths = dataPaths(
  dataFolder(undefined, { platform: process.platform, env: process.env, home: homedir() }),
);
app.setPath('userData', paths.window);
const log = createLog(paths.logs);
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
const home = new URL(process.env['ELECTRON_RENDERER_URL'] ?? `${ORIGIN}/index.html`);
denyEscapes(app, home, log);
// Not awaited: Electron is ready only after this module has run to its end.
void app.whenReady().then(start);

function start(): void {
  lockSession(session.defaultSession, home);
  protocol.handle(
    SCHEME,
    createFileHandler(fileURLToPath(new URL('../renderer', import.meta.url))),
  );

  const window = openWindow(
    {
      home,
      preload: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
      theme: 'light',
      devTools: !app.isPackaged,
      place: undefined,
      show: true,
    },
    log,
  );
  const notYet = () => {
    throw new AppError('trainerUnavailable');
  };
  const handlers: CallHandlers = {
    getState: () => ({
      app: {
        version: app.getVersion(),
        electron: process.versions['electron'] ?? '',
        sandbox: !app.commandLine.hasSwitch('no-sandbox'),
      },
      systemLanguage: 'en',
      systemTheme: 'light',
      settings: v.parse(settingsSchema, {}),
      setAside: [],
      trainer: { state: 'starting' },
      dataset: { state: 'looking' },
      run: null,
    }),
    startRun: notYet,
    controlRun: notYet,
    setLearningRate: notYet,
    listRuns: () => ({ runs: [], unreadable: [], bytes: 0 }),
    openRun: notYet,
    deleteRun: notYet,
    restoreRun: notYet,
    getPredictions: notYet,
    getWeights: notYet,
    runTask: notYet,
    cancelTask: notYet,
    changeSettings: notYet,
    pickDataset: notYet,
    downloadDataset: notYet,
    cancelDownload: notYet,
    restartTrainer: notYet,
    openExternal: notYet,
  };
  serveCalls(
    ipcMain,
    createDispatch(handlers, log),
    (frame) =>
      frame !== null &&
      frame === window.webContents.mainFrame &&
      isOnOrigin(frame.url, originOf(home)),
    log,
  );
  app.on('window-all-closed', () => app.quit());
}
