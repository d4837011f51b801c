/** Releases as electron-updater finds them, in the place that the package names (`app-update.yml`). */
import electronUpdater from 'electron-updater';
import { request } from 'node:https';
import type { Logger } from '../diagnostics/logger';
import type { Updater } from './updates';

const { autoUpdater, CancellationToken } = electronUpdater;

export function releases(log: Logger): Updater {
  const tell = (message: unknown) => {
    log.warn(`updater: ${String(message)}`);
  };
  autoUpdater.logger = { info: ignore, warn: tell, error: tell };
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = true;
  // It rejects what was asked for as well; unheard, the event would count as an error that nobody caught.
  autoUpdater.on('error', ignore);
  // Chromium resolves no name here (hardening.ts): Node asks, over https alone, and follows redirects as the library does.
  const executor: unknown = Reflect.get(autoUpdater, 'httpExecutor');
  if (typeof executor === 'object' && executor !== null) {
    Object.assign(executor, { createRequest: request });
  }
  return {
    async check() {
      // Null where this kind of package cannot be updated: the folder, the tar.gz.
      const result = await autoUpdater.checkForUpdates();
      return result?.isUpdateAvailable ? result.updateInfo.version : null;
    },
    async download(signal) {
      const token = new CancellationToken();
      signal.addEventListener('abort', () => {
        token.cancel();
      });
      await autoUpdater.downloadUpdate(token);
    },
  };
}

function ignore(): void {
  // Nothing to say.
}
