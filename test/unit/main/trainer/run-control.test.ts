import { expect, test, vi } from 'vitest';
import { RunControl } from '../../../../main/trainer/run-control';

function control(paused: boolean) {
  const states: string[] = [];
  return { states, run: new RunControl(paused, 0.1, (state) => states.push(state)) };
}

/** Whether the turn has come by the time all that is due has been done. */
async function hasCome(turn: Promise<unknown>): Promise<boolean> {
  const come = vi.fn();
  void turn.then(come);
  await new Promise((resolve) => setImmediate(resolve));
  return come.mock.calls.length > 0;
}

test('a running run goes on without being asked', async () => {
  const { run } = control(false);
  expect([await run.turn(), await run.turn()]).toEqual(['run', 'run']);
});

test('a paused run waits until it is resumed', async () => {
  const { run } = control(true);
  const turn = run.turn();
  expect(await hasCome(turn)).toBe(false);
  run.apply('resume');
  expect(await turn).toBe('run');
});

test('each step of a paused run allows one minibatch', async () => {
  const { run, states } = control(true);
  run.apply('step');
  run.apply('step');
  expect([await run.turn(), await run.turn()]).toEqual(['step', 'step']);
  expect(await hasCome(run.turn())).toBe(false);
  expect(states).toEqual([]);
});

test('a step of a running run is nothing', async () => {
  const { run } = control(false);
  run.apply('step');
  run.apply('pause');
  expect(await hasCome(run.turn())).toBe(false);
});

test('steps that were not taken are forgotten when the run is resumed', async () => {
  const { run } = control(true);
  run.apply('step');
  run.apply('resume');
  run.apply('pause');
  expect(await hasCome(run.turn())).toBe(false);
});

test('tells of a state once, however often it is asked for', () => {
  const { run, states } = control(false);
  for (const action of ['resume', 'pause', 'pause', 'resume'] as const) run.apply(action);
  expect(states).toEqual(['paused', 'running']);
});

test.each([true, false])('stops, paused or not, and stays so (paused: %s)', async (paused) => {
  const { run } = control(paused);
  const turn = run.turn();
  run.apply('stop');
  if (paused) expect(await turn).toBe('stop');
  run.apply('resume');
  expect(await run.turn()).toBe('stop');
  expect(run.stopped.aborted).toBe(true);
});

test.each([
  ['a pause', (run: RunControl) => run.apply('pause')],
  ['a stop', (run: RunControl) => run.apply('stop')],
  ['another pace', (run: RunControl) => (run.pace = 'full')],
])('%s ends a rest', async (_, act) => {
  const run = new RunControl(false, 0.1, () => undefined, 'minibatch');
  const rest = run.rest(2 ** 31 - 1);
  expect(await hasCome(rest)).toBe(false);
  act(run);
  expect(await hasCome(rest)).toBe(true);
});
