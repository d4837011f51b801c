import type { ElectronApplication, Frame, Page } from '@playwright/test';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { expect, repository, test } from './support/app';

test('the window is sandboxed, isolated, and knows nothing but the contract', async ({ start }) => {
  const { page } = await start();
  const globals = await page.evaluate(() => ({
    require: typeof Reflect.get(window, 'require'),
    process: typeof Reflect.get(window, 'process'),
    bridge: Object.keys(window.linearLab).sort(),
  }));
  expect(globals).toEqual({ require: 'undefined', process: 'undefined', bridge: ['call', 'on'] });
});

test('the page comes from our own scheme with a strict policy, and inline script does not run', async ({
  start,
}) => {
  const { page } = await start();
  expect(page.url()).toMatch(/^app:\/\/linearlab\//);
  const policy = await page.evaluate(async () =>
    (await fetch(location.href)).headers.get('content-security-policy'),
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.documentElement.dataset.inline = "ran"';
    document.head.append(script);
    return document.documentElement.dataset['inline'];
  });
  expect(ran).toBeUndefined();
});

test('navigation, new windows and permissions are denied', async ({ start }) => {
  const { electron, page } = await start();
  const home = page.url();
  const opened = await page.evaluate(() => window.open('https://example.org/') === null);
  expect(opened).toBe(true);
  await page.evaluate(() => {
    location.href = 'https://example.org/';
  });
  expect(page.url()).toBe(home);
  expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(
    1,
  );
  const asked = await page.evaluate(async () => {
    const outcome = (asking: Promise<unknown> | undefined) =>
      (asking ?? Promise.reject(new Error('absent'))).then(
        (answer) => (typeof answer === 'string' ? answer : 'granted'),
        (error: unknown) => (error instanceof Error ? error.name : 'refused'),
      );
    const names: PermissionName[] = [
      ...(['geolocation', 'notifications', 'camera', 'microphone', 'midi'] as const),
      'storage-access',
    ];
    return {
      notifications: await outcome(Notification.requestPermission()),
      camera: await outcome(navigator.mediaDevices?.getUserMedia({ video: true })),
      clipboard: await outcome(navigator.clipboard?.readText()),
      midi: await outcome(navigator.requestMIDIAccess?.({ sysex: true })),
      screen: await outcome(navigator.mediaDevices?.getDisplayMedia({ video: true })),
      geolocation: await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          ({ code }) => resolve(code),
        );
      }),
      looked: await Promise.all(
        names.map(async (name) => (await navigator.permissions.query({ name })).state),
      ),
    };
  });
  const PERMISSION_DENIED = 1;
  expect(asked).toMatchObject({ notifications: 'denied', geolocation: PERMISSION_DENIED });
  expect([asked.camera, asked.clipboard, asked.midi, asked.screen]).not.toContain('granted');
  expect(asked.looked).toEqual(Array(6).fill('denied'));
});

test('no webview, no download, and no request leaves the app', async ({ start, dataDir }) => {
  const { electron, page } = await start();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*').end('got out');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address instanceof Object ? address.port : 0;

  // The policy refuses most of it first; without it, what is behind it has to.
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Page.setBypassCSP', { enabled: true });
  await page.reload();
  for (const host of ['127.0.0.1', 'localhost']) {
    expect(await tryToLeave(page, `${host}:${port}`)).toEqual({
      fetched: false,
      picture: false,
      socket: false,
    });
  }
  expect(requests).toEqual([]);

  const before = await contentsOf(electron);
  await page.evaluate(() => {
    const view = document.createElement('webview');
    view.setAttribute('src', 'data:text/html,hello');
    document.body.append(view);
  });
  const prevented = await electron.evaluate(async ({ BrowserWindow }, home) => {
    // A window that could have one: the app refuses whoever asks.
    const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true } });
    await window.loadURL(home);
    const tried = new Promise<boolean>((resolve) => {
      window.webContents.once('will-attach-webview', (event) => resolve(event.defaultPrevented));
    });
    await window.webContents.executeJavaScript(
      `document.body.append(Object.assign(document.createElement('webview'), { src: 'about:blank' })); 0`,
    );
    const answer = await tried;
    window.destroy();
    return answer;
  }, page.url());
  expect(prevented).toBe(true);
  // The destroyed window's contents go in a turn of their own.
  await expect.poll(() => contentsOf(electron)).toEqual(before);

  // Listened to before the click, which comes by another way.
  await electron.evaluate(({ session }) => {
    const download = new Promise<string>((resolve) => {
      session.defaultSession.once('will-download', (event, item) => {
        resolve(event.defaultPrevented ? 'prevented' : item.getURL());
      });
    });
    Object.assign(globalThis, { download });
  });
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'data:application/octet-stream,x';
    link.download = 'x.bin';
    document.body.append(link);
    link.click();
  });
  expect(await electron.evaluate((): unknown => Reflect.get(globalThis, 'download'))).toBe(
    'prevented',
  );
  expect((await readdir(dataDir, { recursive: true })).join()).not.toContain('x.bin');
  server.close();
});

/** Every way a page has of asking a server. */
const tryToLeave = (page: Page, host: string) =>
  page.evaluate(async (target) => {
    navigator.sendBeacon(`http://${target}/beacon`, 'x');
    const fetched = await fetch(`http://${target}/fetch`).then(
      () => true,
      () => false,
    );
    const picture = await new Promise<boolean>((resolve) => {
      const image = new Image();
      image.onload = () => resolve(true);
      image.onerror = () => resolve(false);
      image.src = `http://${target}/picture`;
    });
    const socket = await new Promise<boolean>((resolve) => {
      const tried = new WebSocket(`ws://${target}/socket`);
      tried.onopen = () => resolve(true);
      tried.onerror = () => resolve(false);
    });
    return { fetched, picture, socket };
  }, host);

const contentsOf = (electron: ElectronApplication) =>
  electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getType()),
  );

test('a call from a frame inside the page, and one from another window, is refused', async ({
  start,
}) => {
  const { electron, page } = await start();
  const home = page.url();
  const framed = (owner: Page) =>
    owner.evaluate(
      (src) =>
        new Promise<void>((resolve) => {
          const frame = document.createElement('iframe');
          frame.onload = () => resolve();
          frame.src = src;
          document.body.append(frame);
        }),
      home,
    );
  const frameOf = (owner: Page) => owner.frames().find((one) => one !== owner.mainFrame());
  const call = (from: Page | Frame) =>
    from.evaluate(() => window.linearLab.call('listRuns', undefined));
  const refused = { ok: false, error: { code: 'refused', params: {} } };

  // The policy forbids frames, and the app's window would give them no bridge: a window that does, without the policy.
  await framed(page);
  expect(frameOf(page)?.url()).not.toBe(home);
  // The driver loses the answer to this one in about sixty (its promise is collected); a listener that is set twice is set once.
  await expect(() =>
    electron.evaluate(({ session }) => {
      session.defaultSession.webRequest.onHeadersReceived(({ responseHeaders }, answer) => {
        const kept = Object.entries(responseHeaders ?? {}).filter(
          ([name]) => name.toLowerCase() !== 'content-security-policy',
        );
        answer({ responseHeaders: Object.fromEntries(kept) });
      });
    }),
  ).toPass();
  const opened = electron.waitForEvent('window');
  await electron.evaluate(
    ({ BrowserWindow }, { preload, url }) => {
      const webPreferences = { preload, sandbox: true, nodeIntegrationInSubFrames: true };
      return new BrowserWindow({ show: false, webPreferences }).loadURL(url);
    },
    { preload: `${repository}/out/preload/index.cjs`, url: home },
  );
  const other = await opened;
  await framed(other);
  const frame = frameOf(other);
  expect(frame?.url()).toBe(home);
  if (frame) expect(await call(frame)).toEqual(refused);
  // The newest window is the app's: its page may ask, the one before may not.
  expect(await call(other)).toMatchObject({ ok: true });
  expect(await call(page)).toEqual(refused);
});

test('the scheme serves nothing outside the window’s own files', async ({ start }) => {
  const { page } = await start();
  for (const path of [
    '../main/index.js',
    '..%2fmain%2findex.js',
    '%2e%2e/main/index.js',
    '/etc/passwd',
  ]) {
    const status = await page.evaluate(
      async (target) => (await fetch(`app://linearlab/${target}`)).status,
      path,
    );
    expect(status, path).toBeGreaterThanOrEqual(400);
  }
});
