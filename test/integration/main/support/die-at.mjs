// @ts-check
/**
 * Loaded before a script (`node --import`): kills the process at its n-th operation on a file, n being `DIE_AT`, before the operation is
 * done. Says so on standard error.
 */
import fs from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { env } from 'node:process';

const dieAt = Number(env['DIE_AT']);
let count = 0;

/** @param {string} what */
function operation(what) {
  count += 1;
  if (count !== dieAt) return;
  fs.writeSync(2, what);
  process.kill(process.pid, 'SIGKILL');
}

/** What changes something on the disk. */
const CHANGES = [
  'open',
  'write',
  'writev',
  'fsync',
  'fdatasync',
  'rename',
  'close',
  'unlink',
  'rm',
  'rmdir',
  'mkdir',
  'ftruncate',
  'truncate',
  'writeFile',
  'appendFile',
  'chmod',
  'chown',
  'fchmod',
  'fchown',
  'copyFile',
  'cp',
  'link',
  'utimes',
  'sync',
  'datasync',
];

/** @param {Record<string, any>} owner @param {string} title */
function watch(owner, title) {
  for (const name of CHANGES) {
    const original = owner[name];
    if (typeof original !== 'function') continue;
    owner[name] = function (/** @type {unknown[]} */ ...args) {
      operation(`${title}.${name}`);
      return Reflect.apply(original, this, args);
    };
  }
}

watch(fs, 'fs');
watch(promises, 'promises');
const probe = await promises.open(new URL(import.meta.url));
watch(Object.getPrototypeOf(probe), 'handle');
await probe.close();
count = 0;
syncBuiltinESMExports();
