/** What the window must not do, whatever its page says: leave home, open others, ask for devices, use the network. */
import type { App, Session, WebContents } from 'electron';
import type { Logger } from './diagnostics/logger';

/** Whether `url` is on the origin that the window was loaded from. Compared as parsed origins, never as text. */
export function isOnOrigin(url: string, origin: string): boolean {
  return URL.canParse(url) && originOf(new URL(url)) === origin;
}

/** `app:` is not special to the URL standard, which gives it the origin "null": protocol and host say it. */
export function originOf(url: URL): string {
  return `${url.protocol}//${url.host}`;
}

/** Applies to every web contents of the app, whoever creates it. */
export function denyEscapes(app: App, home: URL, log: Logger): void {
  app.on('web-contents-created', (_, contents) => {
    denyNavigation(contents, home, log);
    contents.setWindowOpenHandler(({ url }) => {
      log.warn(`window.open refused: ${url}`);
      return { action: 'deny' };
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

function denyNavigation(contents: WebContents, home: URL, log: Logger): void {
  const onlyHome = (event: { url: string; preventDefault(): void }) => {
    if (isSamePage(event.url, home)) return;
    log.warn(`navigation refused: ${event.url}`);
    event.preventDefault();
  };
  contents.on('will-navigate', onlyHome);
  contents.on('will-frame-navigate', onlyHome);
  contents.on('will-redirect', onlyHome);
}

/** A reload of the page, with whatever place within it. */
export function isSamePage(url: string, home: URL): boolean {
  return isOnOrigin(url, originOf(home)) && new URL(url).pathname === home.pathname;
}

/** Applies to the one session that the window uses. */
export function lockSession(session: Session, home: URL): void {
  // Electron grants every permission by default: both the asking and the checking are refused.
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  // Without a language there is no dictionary that Chromium would fetch; switching it off comes too late for that.
  session.setSpellCheckerLanguages([]);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !isLocal(url, home) });
  });
}

/** The page's own origin, the dev server's socket for hot reload, and the developer tools' own pages. */
export function isLocal(url: string, home: URL): boolean {
  if (isOnOrigin(url, originOf(home))) return true;
  if (url.startsWith('devtools:')) return true;
  return home.protocol === 'http:' && isOnOrigin(url, `ws://${home.host}`);
}
