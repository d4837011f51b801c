import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLocal, isOnOrigin, isSamePage, lockSession } from '../../../main/security';

const home = new URL('app://linearlab/index.html');
/** Every permission that Electron knows. */
const permissions = [
  ...[
    'clipboard-read',
    'clipboard-sanitized-write',
    'display-capture',
    'fullscreen',
    'geolocation',
  ],
  ...['hid', 'idle-detection', 'keyboardLock', 'media', 'mediaKeySystem', 'midi', 'midiSysex'],
  ...['notifications', 'openExternal', 'pointerLock', 'serial', 'speaker-selection'],
  ...[
    'storage-access',
    'top-level-storage-access',
    'usb',
    'window-management',
    'fileSystem',
    'unknown',
  ],
];
const devHome = new URL('http://localhost:5173/');

describe('isOnOrigin(url, origin)', () => {
  test.each([
    ['app://linearlab/index.html', true],
    ['app://linearlab', true],
    ['app://linearlab.evil/index.html', false],
    ['app://evil/linearlab', false],
    ['app://user@linearlab/', true],
    ['app:linearlab', false],
    ['APP://linearlab/x', true],
    ['https://linearlab/', false],
    ['https://example.org/?app://linearlab/', false],
    ['', false],
    ['app://', false],
  ])('%j: %s', (url, expected) => {
    expect(isOnOrigin(url, 'app://linearlab')).toBe(expected);
  });

  test('no text but one that begins with the origin is on it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string()), (url) => {
        expect(isOnOrigin(url, 'app://linearlab')).toBe(false);
      }),
    );
  });
});

describe('isSamePage(url, home)', () => {
  test.each([
    ['app://linearlab/index.html', true],
    ['app://linearlab/index.html#/runs/x', true],
    ['app://linearlab/assets/x.js', false],
    ['https://example.org/index.html', false],
    ['file:///index.html', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
  ])('%j: %s', (url, expected) => {
    expect(isSamePage(url, home)).toBe(expected);
  });
});

describe('isLocal(url, home)', () => {
  test.each([
    'https://example.org/',
    'http://127.0.0.1/',
    'http://localhost:5173/',
    'ws://localhost:5173/',
    'file:///etc/passwd',
    'data:text/plain,x',
    'blob:null/1',
  ])('the built app requests no %s', (url) => {
    expect(isLocal(url, home)).toBe(false);
  });

  test('its own files and the developer tools are local', () => {
    expect(isLocal('app://linearlab/assets/index.js', home)).toBe(true);
    expect(isLocal('devtools://devtools/bundled/index.html', home)).toBe(true);
  });

  test('in development, so are the server and its socket, and no other port', () => {
    expect(isLocal('http://localhost:5173/main.ts', devHome)).toBe(true);
    expect(isLocal('ws://localhost:5173/?token=1', devHome)).toBe(true);
    expect(isLocal('http://localhost:9999/', devHome)).toBe(false);
  });
});

describe('lockSession(session, home)', () => {
  /** Electron's session, as far as it is locked: keeps what it is given. */
  class RecordedSession {
    readonly given = new Map<string, (...args: never[]) => unknown>();
    spellChecks = true;
    readonly webRequest = {
      onBeforeRequest: (listener: (...args: never[]) => unknown) => {
        this.given.set('request', listener);
      },
    };
    setPermissionRequestHandler(handler: (...args: never[]) => unknown) {
      this.given.set('ask', handler);
    }
    setPermissionCheckHandler(handler: (...args: never[]) => unknown) {
      this.given.set('check', handler);
    }
    setDevicePermissionHandler(handler: (...args: never[]) => unknown) {
      this.given.set('device', handler);
    }
    on(name: string, listener: (...args: never[]) => unknown) {
      this.given.set(name, listener);
    }
    setSpellCheckerLanguages(languages: string[]) {
      this.given.set('languages', () => languages);
    }
    setSpellCheckerEnabled(on: boolean) {
      this.spellChecks = on;
    }
    call(name: string, ...args: unknown[]): unknown {
      return Reflect.apply(this.given.get(name) ?? (() => 'nothing was set'), null, args);
    }
  }

  function locked(): RecordedSession {
    const session = new RecordedSession();
    Reflect.apply(lockSession, null, [session, home]);
    return session;
  }

  test.each(permissions)('%s is refused, asked for or looked up', (permission) => {
    const session = locked();
    const answers: unknown[] = [];
    session.call('ask', {}, permission, (answer: unknown) => answers.push(answer));
    expect(answers).toEqual([false]);
    expect(session.call('check', {}, permission, 'app://linearlab')).toBe(false);
  });

  test.each(['hid', 'serial', 'usb'])('a %s device is refused', (deviceType) => {
    expect(locked().call('device', { deviceType, device: {}, origin: 'app://linearlab' })).toBe(
      false,
    );
  });

  test('a download is prevented, what leaves the app is cancelled, and no text is sent to be checked', () => {
    const session = locked();
    let prevented = false;
    session.call('will-download', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
    const cancelled = (url: string) => {
      let answered: unknown;
      session.call('request', { url }, (answer: unknown) => (answered = answer));
      return answered;
    };
    expect(cancelled('https://example.org/')).toEqual({ cancel: true });
    expect(cancelled('app://linearlab/assets/x.js')).toEqual({ cancel: false });
    expect(session.call('languages')).toEqual([]);
    expect(session.spellChecks).toBe(false);
  });
});
