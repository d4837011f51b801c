import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { CONTENT_SECURITY_POLICY, createFileHandler } from '../../../main/protocol';
import { temporaryFolder } from './dataset/support/temporary';

describe('createFileHandler(folder)', () => {
  let root: string;
  let handle: (request: Request) => Promise<Response>;

  beforeEach(async () => {
    root = await temporaryFolder();
    await mkdir(join(root, 'renderer', 'assets'), { recursive: true });
    await mkdir(join(root, 'renderer-secret'));
    await writeFile(join(root, 'renderer', 'index.html'), '<!doctype html>');
    await writeFile(join(root, 'renderer', 'assets', '图 1.js'), 'export {};');
    await writeFile(join(root, 'renderer', 'notes.exe'), 'MZ');
    await writeFile(join(root, 'secret.js'), 'secret');
    await writeFile(join(root, 'renderer-secret', 'secret.js'), 'secret');
    handle = createFileHandler(join(root, 'renderer'));
  });

  const get = (path: string) => handle(new Request(`app://linearlab/${path}`));

  test('serves the page at its root, with the policy and a type', async () => {
    const response = await get('');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<!doctype html>');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('serves a file whose name is escaped', async () => {
    const response = await get('assets/%E5%9B%BE%201.js?v=1#x');
    expect(await response.text()).toBe('export {};');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  test.each([
    '../secret.js',
    '..%2fsecret.js',
    '%2e%2e/secret.js',
    '..%5csecret.js',
    'assets/..%2f..%2fsecret.js',
    '../renderer-secret/secret.js',
    '..%2frenderer-secret%2fsecret.js',
    '/etc/passwd',
    '%00',
    'index.html%00.js',
    '%',
    '%zz',
    'assets',
    'notes.exe',
    'absent.js',
  ])('%s is not there', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  test('a link out of the folder leads nowhere', async () => {
    await symlink(join(root, 'secret.js'), join(root, 'renderer', 'link.js'));
    await symlink(root, join(root, 'renderer', 'up'));
    expect((await get('link.js')).status).toBe(404);
    expect((await get('up/secret.js')).status).toBe(404);
  });

  test('only GET, only our host', async () => {
    expect((await handle(new Request('app://linearlab/', { method: 'POST' }))).status).toBe(405);
    expect((await handle(new Request('app://other/'))).status).toBe(403);
    expect((await handle(new Request('app://linearlab:80/'))).status).toBe(403);
  });

  test('no path whatever reaches the secret', async () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2F',
      '%5c',
      '\\',
      '/',
      'secret.js',
      'renderer',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
        const response = await get(parts.join(''));
        expect(await response.text()).not.toContain('secret');
      }),
    );
  });
});

describe('the Content-Security-Policy', () => {
  test('allows nothing from elsewhere and nothing inline', () => {
    const directives = new Map(
      CONTENT_SECURITY_POLICY.split('; ').map((text) => {
        const [name = '', ...sources] = text.split(' ');
        return [name, sources];
      }),
    );
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(directives.get('script-src')).toEqual(["'self'"]);
    for (const name of ['base-uri', 'form-action', 'frame-ancestors']) {
      expect(directives.get(name), name).toEqual(["'none'"]);
    }
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*|https?:/);
  });
});
