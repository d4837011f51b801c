import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunStore } from '../../../main/runs/store';
import { SettingsStore } from '../../../main/settings';
import { epochOf, weightsOf } from '../../unit/main/support/records';
import { recordingLog } from '../../unit/main/support/recording-log';
import { bundle, type Bundle } from './support/bundle';
import type { Saying } from './support/busy-store';

const KILLS = 200;
/** Side by side, each on a folder of its own that it comes back to after each kill. */
const LANES = 4;
/** From the first thing said: long enough for some rounds of all that the process does. */
const LONGEST_MS = 120;

let busyStore: Bundle;
let root: string;

beforeAll(async () => {
  busyStore = await bundle('test/integration/main/support/busy-store.ts');
  root = await mkdtemp(join(tmpdir(), "张三 的 'data' "));
});

afterAll(async () => {
  await busyStore.remove();
  await rm(root, { recursive: true, force: true });
});

/** Lets the process work for a while, kills it, and gives what it had said. */
async function workAndKill(folder: string, session: number): Promise<readonly Saying[]> {
  const child = spawn(execPath, [busyStore.script, folder, String(session)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  let said = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => (said += text));
  await once(child.stdout, 'data');
  await pause(randomInt(LONGEST_MS));
  child.kill('SIGKILL');
  await ended;
  return parsed(said);
}

const parsed = (said: string): readonly Saying[] =>
  said
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Saying => JSON.parse(line));

/** Reads the folder as the app does at its next start, and holds it against what was said. */
async function expectNothingLost(folder: string, sayings: readonly Saying[]): Promise<void> {
  const { log } = recordingLog();
  const store = new RunStore({
    runs: join(folder, 'runs'),
    trash: join(folder, 'trash'),
    log,
    interruption: () => 'killed',
  });
  const { runs, unreadable } = await store.list();
  expect(unreadable).toEqual([]);
  const present = new Map(runs.map((run) => [run.id, run]));
  const runsSaid = new Set(sayings.flatMap((saying) => ('id' in saying ? [saying.id] : [])));
  for (const id of runsSaid) {
    const said = sayings.filter((saying) => 'id' in saying && saying.id === id);
    const last = said.at(-1)?.what;
    if (last === 'removed') {
      // A restore may have been under way: then it is here, and whole.
      if (!present.has(id)) continue;
    }
    if (last === 'removing' && !present.has(id)) continue;
    expect(present.has(id), `${id}: ${last}`).toBe(true);
    await expectWhole(store, id, said);
  }
  const settings = await SettingsStore.open({
    file: join(folder, 'settings.json'),
    now: () => new Date(),
    log,
  });
  expect(settings.setAside).toEqual([]);
  const counts = sayings.flatMap((saying) => (saying.what === 'settings' ? [saying.count] : []));
  if (counts.length > 0) {
    expect(Number(settings.current.labs['count'])).toBeGreaterThanOrEqual(Math.max(...counts));
  }
}

/** Each epoch that was said to be saved is there, with its weights; a run that ended has ended. */
async function expectWhole(store: RunStore, id: string, said: readonly Saying[]): Promise<void> {
  const record = await store.read(id);
  for (const saying of said) {
    if (saying.what === 'ended') expect(record.state).toBe('done');
    if (saying.what !== 'epoch') continue;
    expect(record.epochs[saying.epoch - 1]).toEqual(epochOf(saying.epoch));
    const { weights } = await store.weights(id, saying.epoch);
    expect(weights).toEqual(weightsOf(saying.epoch, 2000));
  }
}

const dieAt = fileURLToPath(new URL('support/die-at.mjs', import.meta.url));

/** Keeps a run, changes a setting, deletes and restores, and is killed at its n-th operation on a file. Gives what was said until then. */
async function dieAtOperation(folder: string, n: number) {
  const child = spawn(execPath, ['--import', dieAt, busyStore.script, folder, '1', 'once'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DIE_AT: String(n) },
  });
  let said = '';
  let operation = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (operation += text));
  const [, signal] = await once(child, 'close');
  const sayings = parsed(said);
  return { killed: signal === 'SIGKILL', operation, sayings };
}

describe('kill -9', () => {
  test(`at ${KILLS} random moments of runs, deletes and settings changes loses nothing that was said to be saved`, async () => {
    const lanes = Array.from({ length: LANES }, async (_, lane) => {
      const folder = join(root, String(lane));
      let said = 0;
      for (let session = 1; session <= KILLS / LANES; session += 1) {
        const sayings = await workAndKill(folder, session);
        await expectNothingLost(folder, sayings);
        said += sayings.length;
      }
      return said;
    });
    const said = await Promise.all(lanes);
    // Enough was going on for the kills to hit something.
    for (const things of said) expect(things).toBeGreaterThan(KILLS);
  }, 300_000);

  test('at each single operation on a file of one such round loses nothing either', async () => {
    const operations: string[] = [];
    let next = 1;
    const lane = async () => {
      for (let n = next++; ; n = next++) {
        const folder = join(root, `at ${n}`);
        const { killed, operation, sayings } = await dieAtOperation(folder, n);
        await expectNothingLost(folder, sayings);
        if (!killed) return;
        operations[n] = operation;
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    // All kinds were hit: a record's temporary file, its flush and its rename, the weights, the folder's flush.
    expect(operations).toEqual(
      expect.arrayContaining(['fs.open', 'fs.write', 'fs.fsync', 'fs.rename', 'handle.sync']),
    );
  }, 120_000);
});
