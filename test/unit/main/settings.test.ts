import { settingsSchema, type Language } from '#contract/settings';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { SettingsStore } from '../../../main/settings';
import { temporaryFolder } from './dataset/support/temporary';
import { recordingLog } from './support/recording-log';

const defaults = v.parse(settingsSchema, {});
const now = () => new Date('2026-03-04T05:06:07Z');

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(folder, 'settings.json');
});

function open(language?: Language) {
  return SettingsStore.open({ file, language, now, log: recordingLog().log });
}

describe('SettingsStore.open(options)', () => {
  test('without a file the defaults hold, and none is written', async () => {
    const store = await open();
    expect(store.current).toEqual(defaults);
    expect(store.setAside).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  test('what was changed is there the next time', async () => {
    await (await open()).change({ theme: 'dark', labs: { softmax: { learningRate: 0.5 } } });
    expect((await open()).current).toEqual({
      ...defaults,
      theme: 'dark',
      labs: { softmax: { learningRate: 0.5 } },
    });
  });

  test('a first start begins with the preset, which is never written to', async () => {
    const preset = join(folder, 'linearlab-settings.json');
    const text = '{"schema":1,"language":"zh-CN","theme":"dark"}';
    await writeFile(preset, text);
    const log = recordingLog().log;
    const presets = [join(folder, 'nowhere.json'), preset];
    const first = await SettingsStore.open({ file, presets, now, log });
    expect(first.current).toEqual({ ...defaults, language: 'zh-CN', theme: 'dark' });
    await first.change({ theme: 'light' });
    expect(await readFile(preset, 'utf8')).toBe(text);
    const second = await SettingsStore.open({ file, presets, now, log });
    expect(second.current).toMatchObject({ language: 'zh-CN', theme: 'light' });
  });

  test.each([
    ['empty', ''],
    ['cut off', '{"schema":1,"theme":"da'],
    ['of another shape', '{"schema":1,"theme":7}'],
    ['without a version', '{"theme":"dark"}'],
  ])(
    'a file that is %s is set aside whole, named, and the backup takes its place',
    async (_, text) => {
      const before = await open();
      await before.change({ theme: 'dark' });
      await before.change({ notebookOpen: false });
      await writeFile(file, text);

      const store = await open();
      expect(store.current).toEqual({ ...defaults, theme: 'dark' });
      expect(store.setAside).toEqual(['settings.json.damaged-20260304T050607']);
      const aside = join(folder, 'settings.json.damaged-20260304T050607');
      expect(await readFile(aside, 'utf8')).toBe(text);
    },
  );

  test('a file of a newer version is set aside whole, and not overwritten by the next change', async () => {
    const text = JSON.stringify({ schema: 2, theme: 'sepia' });
    await writeFile(file, text);
    const store = await open();
    expect(store.current).toEqual(defaults);
    expect(store.setAside).toEqual(['settings.json.newer-20260304T050607']);
    await store.change({ theme: 'dark' });
    const aside = join(folder, 'settings.json.newer-20260304T050607');
    expect(await readFile(aside, 'utf8')).toBe(text);
  });

  test('where file and backup are damaged, both are set aside and the defaults hold', async () => {
    await writeFile(file, '{');
    await writeFile(`${file}.bak`, '{');
    const store = await open();
    expect(store.current).toEqual(defaults);
    expect(store.setAside).toEqual([
      'settings.json.damaged-20260304T050607',
      'settings.json.bak.damaged-20260304T050607',
    ]);
  });
});

describe('change(change)', () => {
  test('changes what it names and leaves the rest, lab by lab', async () => {
    const store = await open();
    await store.change({ labs: { softmax: { epochs: 3 }, linear: { noise: 1 } } });
    await store.change({ labs: { softmax: { seed: 7 } }, labsDone: ['softmax'] });
    expect(store.current.labs).toEqual({ softmax: { seed: 7 }, linear: { noise: 1 } });
    expect(store.current.labsDone).toEqual(['softmax']);
  });

  test('changes made at once are all on disk in the end', async () => {
    const store = await open();
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => store.change({ labs: { [`lab${i}`]: i } })),
    );
    expect(Object.keys((await open()).current.labs)).toHaveLength(20);
  });

  test('--lang holds until a language is chosen, and is not kept', async () => {
    const store = await open('zh-CN');
    expect(store.current.language).toBe('zh-CN');
    await store.change({ theme: 'dark' });
    expect(store.current.language).toBe('zh-CN');
    expect((await open()).current.language).toBe('system');
    await store.change({ language: 'en' });
    expect(store.current.language).toBe('en');
    expect((await open()).current.language).toBe('en');
  });

  test('holds in memory where it cannot be written, and says so', async () => {
    file = join(folder, 'absent', 'settings.json');
    const store = await open();
    await expect(store.change({ theme: 'dark' })).rejects.toMatchObject({ code: 'notWritable' });
    expect(store.current.theme).toBe('dark');
  });

  test('a lab named __proto__ changes nothing but itself', async () => {
    const store = await open();
    const labs: unknown = JSON.parse('{"__proto__": {"polluted": true}}');
    await store.change(v.parse(v.object({ labs: v.record(v.string(), v.any()) }), { labs }));
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
