/** What has to be settled before Electron is ready. */
import { app, crashReporter, protocol } from 'electron';
import { SCHEME } from '../protocol';
import { isSandboxed } from '../surroundings';

export function hardenProcess(): void {
  // With --no-sandbox, which root needs, this would make Chromium's helpers crash without end. Windows stay sandboxed either way.
  if (isSandboxed()) app.enableSandbox();
  // The window is served by the app itself: Chromium has no name to resolve but the development server's.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND, EXCLUDE localhost');
  // Kept on this machine; whether someone gets to see them is the person's choice.
  crashReporter.start({ uploadToServer: false });
  // Electron takes it only now: an origin of its own, and secure.
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}
