import type { DatasetStatus } from '#contract/dataset';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importOwn, listOwn } from '../../../main/dataset/own';
import { DatasetKeeper } from '../../../main/dataset-keeper';
import { EventBus } from '../../../main/event-bus';
import { syntheticSet, writeSet } from './dataset/support/synthetic-set';
import { temporaryFolder } from './dataset/support/temporary';
import { recordingLog } from './support/recording-log';
import { ScriptedHost } from './support/scripted-host';

test('a data set that is chosen while another is still looked for stays the one in use', async () => {
  const root = await temporaryFolder();
  const picked = join(root, 'picked');
  await writeSet(picked, syntheticSet());
  const names = Array.from({ length: 10 }, (_, label) => `digit ${label}`);
  await writeFile(join(picked, 'labels.txt'), names.join('\n'));
  await importOwn(root, picked, 'digits');
  const [imported] = await listOwn(root);

  let chosen: string | null = null;
  const host = new ScriptedHost();
  const told: DatasetStatus[] = [];
  const events = new EventBus();
  events.on('dataset', (status) => void told.push(status));
  const nowhere = join(root, 'nowhere');
  const keeper = new DatasetKeeper({
    places: { dataDir: root, packaged: nowhere, system: nowhere },
    host,
    emit: events.emit,
    log: recordingLog().log,
    fetch: () => Promise.reject(new TypeError('offline')),
    own: () => chosen,
  });
  let draw = (): void => undefined;
  const drawn = new Promise<void>((resolve) => (draw = resolve));
  const looked = keeper.look(drawn);
  chosen = imported?.id ?? null;
  expect(await keeper.switch()).toMatchObject({ name: 'digits', classes: names });

  draw();
  await looked;
  expect(keeper.status).toMatchObject({ name: 'digits', classes: names });
  expect(keeper.manifest.name).toBe('digits');
  expect(told.map(({ state }) => state)).toEqual(['looking', 'looking', 'ready']);
});
