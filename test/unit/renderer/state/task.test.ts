import { taskRequestSchema, type TaskOutput } from '#contract/tasks';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { Client } from '../../../../renderer/api';
import { Activity } from '../../../../renderer/state/activity.svelte';
import { LiveAnswer } from '../../../../renderer/state/live-answer.svelte';
import { runTask, type TaskQuestion } from '../../../../renderer/state/task';
import { Bridge } from '../support/bridge';

const sums = (x: number): TaskQuestion => ({ task: 'axisSums', input: { X: [[x]] } });
const answer = (x: number) => ({ axis0: [[x]], axis1: [[x]] });
const isSums = (output: TaskOutput) => 'axis0' in output;

function open() {
  const bridge = new Bridge();
  return { bridge, client: new Client(bridge, new Activity()) };
}

describe('runTask(client, question, isAnswer, following)', () => {
  test('asks as the contract says, each time under an id of its own', async () => {
    const { bridge, client } = open();
    void runTask(client, sums(1), isSums);
    void runTask(client, sums(1), isSums);
    const requests = bridge.calls.map(({ input }) => v.parse(taskRequestSchema, input));
    expect(requests[0]).toMatchObject(sums(1));
    expect(requests[0]?.taskId).not.toBe(requests[1]?.taskId);
  });

  test('answers with the output, and tells the progress of this task only', async () => {
    const { bridge, client } = open();
    const progress: number[][] = [];
    const reply = runTask(client, sums(1), isSums, {
      progress: (done, total) => progress.push([done, total]),
    });
    const [call] = bridge.calls;
    const { taskId } = v.parse(taskRequestSchema, call?.input);
    bridge.emit('taskProgress', { taskId, done: 1, total: 3 });
    bridge.emit('taskProgress', { taskId: 'another', done: 2, total: 3 });
    await bridge.reply('runTask', { ok: true, value: answer(1) });
    expect(await reply).toEqual({ ok: true, value: answer(1) });
    expect(progress).toEqual([[1, 3]]);
  });

  test('passes the trainer’s error on; an answer of another kind is one of ours', async () => {
    const { bridge, client } = open();
    const failed = runTask(client, sums(1), isSums);
    const error = { code: 'trainerDied', params: {} } as const;
    await bridge.reply('runTask', { ok: false, error });
    expect(await failed).toEqual({ ok: false, error });
    const wrong = runTask(client, sums(1), isSums);
    await bridge.reply('runTask', { ok: true, value: { n: 5 } });
    expect(await wrong).toEqual({ ok: false, error: { code: 'internal', params: {} } });
  });

  test('cancels in the trainer when its signal is aborted, and asks nothing if it was before', async () => {
    const { bridge, client } = open();
    const controller = new AbortController();
    const reply = runTask(client, sums(1), isSums, { signal: controller.signal });
    const { taskId } = v.parse(taskRequestSchema, bridge.calls[0]?.input);
    controller.abort();
    expect(bridge.asked.at(-1)).toEqual(['cancelTask', { taskId }]);
    await bridge.reply('runTask', { ok: false, error: { code: 'cancelled', params: {} } });
    expect((await reply).ok).toBe(false);

    const asked = bridge.calls.length;
    const late = await runTask(client, sums(1), isSums, { signal: controller.signal });
    expect(late).toEqual({ ok: false, error: { code: 'cancelled', params: {} } });
    expect(bridge.calls).toHaveLength(asked);
  });
});

describe('LiveAnswer', () => {
  const questions = (bridge: Bridge) =>
    bridge.calls.map(({ input }) => v.parse(taskRequestSchema, input).input);

  test('of the questions that come in meanwhile, asks only the newest', async () => {
    const { bridge, client } = open();
    const live = new LiveAnswer(client, isSums);
    for (const x of [1, 2, 3, 4]) live.ask(sums(x));
    expect(questions(bridge)).toEqual([sums(1).input]);
    await bridge.reply('runTask', { ok: true, value: answer(1) });
    expect(live.value).toEqual(answer(1));
    expect(questions(bridge)).toEqual([sums(1).input, sums(4).input]);
    await bridge.reply('runTask', { ok: true, value: answer(4) });
    expect(live.value).toEqual(answer(4));
    expect(bridge.calls).toHaveLength(2);
  });

  test('keeps its last answer beside an error, until the next answer clears it', async () => {
    const { bridge, client } = open();
    const live = new LiveAnswer(client, isSums);
    live.ask(sums(1));
    await bridge.reply('runTask', { ok: true, value: answer(1) });
    live.ask(sums(2));
    await bridge.reply('runTask', { ok: false, error: { code: 'trainerDied', params: {} } });
    expect(live).toMatchObject({ value: answer(1), error: { code: 'trainerDied' } });
    live.ask(sums(3));
    await bridge.reply('runTask', { ok: true, value: answer(3) });
    expect(live).toMatchObject({ value: answer(3), error: null });
  });
});
