import { expect, test } from './support/app';

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
  const permission = await page.evaluate(async () =>
    Notification.requestPermission().then((answer) => answer),
  );
  expect(permission).toBe('denied');
  const camera = await page.evaluate(() =>
    navigator.mediaDevices?.getUserMedia({ video: true }).then(
      () => 'granted',
      (error: unknown) => (error instanceof Error ? error.name : 'refused'),
    ),
  );
  expect(camera).not.toBe('granted');
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
