import { expect, test } from 'vitest';
import { Updates, type Updater } from '../../../../main/upkeep/updates';
import { recordingLog } from '../support/recording-log';

/** What the updater was asked, in order, in a world that the test changes. */
function world({ check = () => Promise.resolve<string | null>('2.0.0'), agrees = true } = {}) {
  const now = { on: true, running: false };
  const calls: string[] = [];
  const { log, lines } = recordingLog();
  const downloads: { finish: () => void }[] = [];
  const updater: Updater = {
    check: () => {
      calls.push('check');
      return check();
    },
    download: (signal) => {
      calls.push('download');
      return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('cancelled'));
        });
        downloads.push({ finish: resolve });
      });
    },
  };
  const updates = new Updates({
    load: () => {
      calls.push('load');
      return Promise.resolve(updater);
    },
    isOn: () => now.on,
    runUnderWay: () => now.running,
    ask: (version) => {
      calls.push(`ask ${version}`);
      return Promise.resolve(agrees);
    },
    log,
  });
  return { updates, now, calls, lines, downloads };
}

test('off means no call at all: the updater is not even loaded', async () => {
  const { updates, now, calls } = world();
  now.on = false;
  await updates.look();
  expect(calls).toEqual([]);
});

test('a check that fails is silent: logged, nothing asked, not tried again until the next start', async () => {
  const { updates, calls, lines } = world({ check: () => Promise.reject(new Error('offline')) });
  await updates.look();
  await updates.look();
  expect(calls).toEqual(['load', 'check']);
  expect(lines.join('\n')).toContain('offline');
});

test('a run under way postpones the check to its end', async () => {
  const { updates, now, calls } = world({ check: () => Promise.resolve(null) });
  now.running = true;
  await updates.look();
  expect(calls).toEqual([]);
  now.running = false;
  await updates.look();
  expect(calls).toEqual(['load', 'check']);
});

test('a run that begins during the check postpones the question, and the release is not looked for twice', async () => {
  let answer: (version: string) => void = () => undefined;
  const { updates, now, calls } = world({
    check: () => new Promise((resolve) => (answer = resolve)),
    agrees: false,
  });
  const looked = updates.look();
  await expect.poll(() => calls).toEqual(['load', 'check']);
  now.running = true;
  answer('2.0.0');
  await looked;
  expect(calls).toEqual(['load', 'check']);
  now.running = false;
  await updates.look();
  expect(calls).toEqual(['load', 'check', 'load', 'ask 2.0.0']);
});

test('downloads nothing that was not agreed to, and asks once', async () => {
  const { updates, calls } = world({ agrees: false });
  await updates.look();
  await updates.look();
  expect(calls).toEqual(['load', 'check', 'ask 2.0.0']);
});

test('a run that begins during the download interrupts it; it goes on afterwards without another question', async () => {
  const { updates, now, calls, downloads } = world();
  const looked = updates.look();
  await expect.poll(() => calls.at(-1)).toBe('download');
  now.running = true;
  updates.makeWay();
  await looked;
  now.running = false;
  const again = updates.look();
  await expect.poll(() => downloads.length).toBe(2);
  downloads[1]?.finish();
  await again;
  expect(calls.filter((call) => call !== 'load')).toEqual([
    'check',
    'ask 2.0.0',
    'download',
    'download',
  ]);
});
