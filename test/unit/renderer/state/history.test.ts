import { expect, test } from 'vitest';
import type { RunSummary } from '#contract/run';
import { Client } from '../../../../renderer/api';
import { Activity } from '../../../../renderer/state/activity.svelte';
import { History } from '../../../../renderer/state/history.svelte';
import { linearNotes } from '../../../support/notes';
import { Bridge } from '../support/bridge';

const run: RunSummary = {
  schema: 1,
  id: '20260307T090000-abcdef',
  number: 3,
  lab: 'linear',
  implementation: 'scratch',
  config: linearNotes,
  engine: { kind: 'tensorflow', version: '2.15.1', threads: 2 },
  dataset: { name: 'synthetic', sha256: '' },
  app: '0.1.0',
  startedAt: '2026-03-07T09:00:00Z',
  state: 'done',
  epochsDone: 3,
  epochMs: 12,
};
const list = (...runs: RunSummary[]) => ({
  ok: true as const,
  value: { runs, unreadable: [], bytes: 100 },
});

test('a deleted run is gone from the list and can be brought back', async () => {
  const bridge = new Bridge();
  const history = new History(new Client(bridge, new Activity()));
  void history.refresh();
  await bridge.reply('listRuns', list(run));
  expect(history.list?.runs).toEqual([run]);

  void history.delete([run]);
  await bridge.reply('deleteRun', { ok: true, value: null });
  await bridge.reply('listRuns', list());
  expect(history.list?.runs).toEqual([]);
  expect(history.deleted).toEqual([run]);

  void history.restore();
  expect(bridge.asked.at(-1)).toEqual(['restoreRun', { id: run.id }]);
  await bridge.reply('restoreRun', { ok: true, value: null });
  await bridge.reply('listRuns', list(run));
  expect(history.list?.runs).toEqual([run]);
  expect(history.deleted).toEqual([]);
});

test('a refused deletion says why and offers no undo', async () => {
  const bridge = new Bridge();
  const history = new History(new Client(bridge, new Activity()));
  void history.delete([run]);
  await bridge.reply('deleteRun', { ok: false, error: { code: 'notWritable', params: {} } });
  await bridge.reply('listRuns', list(run));
  expect(history.error).toEqual({ code: 'notWritable', params: {} });
  expect(history.deleted).toEqual([]);
});

test('labels are written run by run, and the list is read again', async () => {
  const bridge = new Bridge();
  const history = new History(new Client(bridge, new Activity()));
  const answer = history.label([run.id], { hidden: true });
  expect(bridge.asked.at(-1)).toEqual(['labelRun', { id: run.id, labels: { hidden: true } }]);
  await bridge.reply('labelRun', { ok: false, error: { code: 'diskFull', params: {} } });
  await bridge.reply('listRuns', list(run));
  expect(await answer).toEqual({ code: 'diskFull', params: {} });
  expect(history.list?.runs).toEqual([run]);
});
