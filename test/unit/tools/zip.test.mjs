import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unzip } from '../../../tools/setup/zip.mjs';

/** @typedef {{ name: string, data?: string, mode?: number, deflate?: boolean }} File */

/** Writes an archive by PKWARE's description, as an oracle for the reader. @param {File[]} files */
function zip(files) {
  /** @type {Buffer[]} */
  const locals = [];
  /** @type {Buffer[]} */
  const directory = [];
  let offset = 0;
  for (const { name, data = '', mode = 0o644, deflate = false } of files) {
    const packed = deflate ? deflateRawSync(data) : Buffer.from(data);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(deflate ? 8 : 0, 4);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(Buffer.byteLength(data), 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), common, tail, Buffer.from(name)]),
    );
    locals.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, entries, end]);
}

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linearlab-zip-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** @param {Buffer} bytes @param {(name: string) => string | undefined} [place] */
async function unpack(bytes, place = (name) => name) {
  const archive = join(folder, 'archive.zip');
  await writeFile(archive, bytes);
  const target = join(folder, 'out');
  await mkdir(target);
  await unzip(archive, target, place);
  return target;
}

describe('unzip(archive, folder, place)', () => {
  it('unpacks stored, deflated and empty files, with their permissions', async () => {
    const out = await unpack(
      zip([
        { name: 'top/' },
        { name: 'top/plain', data: 'as it is' },
        { name: 'top/packed', data: 'again '.repeat(1000), deflate: true, mode: 0o755 },
        { name: 'top/empty' },
      ]),
    );
    expect(await readFile(join(out, 'top/plain'), 'utf8')).toBe('as it is');
    expect(await readFile(join(out, 'top/packed'), 'utf8')).toBe('again '.repeat(1000));
    expect(await readFile(join(out, 'top/empty'), 'utf8')).toBe('');
    if (process.platform !== 'win32') {
      expect((await stat(join(out, 'top/packed'))).mode & 0o777).toBe(0o755);
    }
  });

  it('takes only what it is told to, to where it is told to', async () => {
    const out = await unpack(zip([{ name: 'a', data: '1' }, { name: 'b' }]), (name) =>
      name === 'a' ? 'renamed' : undefined,
    );
    expect(await readdir(out)).toEqual(['renamed']);
  });

  it('refuses to write outside its folder', async () => {
    await expect(unpack(zip([{ name: '../evil', data: 'x' }]))).rejects.toThrow(
      'outside its folder',
    );
    expect(await readdir(folder)).not.toContain('evil');
  });

  it('says so when the archive is cut off or something else', async () => {
    const whole = zip([{ name: 'a', data: '1' }]);
    await expect(unpack(whole.subarray(0, -10))).rejects.toThrow('not a zip archive');
  });
});
