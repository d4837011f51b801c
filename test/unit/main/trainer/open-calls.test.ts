import { describe, expect, test } from 'vitest';
import { crash, died, hostingReady, page, pictures, query } from './support/hosting';

describe('calls', () => {
  test('are answered whatever the order of the answers', async () => {
    const { host, child } = hostingReady();
    const first = host.predictions(query);
    const firstId = child.last('predictions').callId;
    const second = host.predictions({ ...query, key: 'l' });
    const secondId = child.last('predictions').callId;
    child.says(
      { type: 'predictions', callId: secondId, page: { ...page, total: 2 } },
      { type: 'predictions', callId: firstId, page: { ...page, total: 1 } },
    );
    expect([await first, await second]).toMatchObject([{ total: 1 }, { total: 2 }]);
  });

  test('reject with the error that the trainer names', async () => {
    const { host, child } = hostingReady();
    const predicted = host.predictions(query);
    const { callId } = child.last('predictions');
    child.says({ type: 'error', callId, error: { code: 'dataMissing', params: { file: 'f' } } });
    await expect(predicted).rejects.toMatchObject({ code: 'dataMissing', params: { file: 'f' } });
  });

  test('reject when the trainer dies', async () => {
    const scene = hostingReady();
    const calls = [scene.host.predictions(query), scene.host.task(pictures)];
    crash(scene);
    for (const call of calls) await expect(call).rejects.toMatchObject(died);
  });
});

describe('a task', () => {
  test('tells its progress under its own name', async () => {
    const { host, child, events } = hostingReady();
    const task = host.task(pictures);
    const { callId } = child.last('task');
    const output = { labels: new Uint8Array(1), pixels: new Uint8Array(784) };
    child.says(
      { type: 'taskProgress', callId, done: 1, total: 2 },
      { type: 'task', callId, output },
    );
    expect(await task).toEqual(output);
    expect(events.at(-1)).toEqual({ type: 'taskProgress', taskId: 'task 1', done: 1, total: 2 });
    child.says({ type: 'taskProgress', callId, done: 2, total: 2 });
    expect(events.filter(({ type }) => type === 'taskProgress')).toHaveLength(1);
  });

  test('can be cancelled while it is under way, and not afterwards', () => {
    const { host, child } = hostingReady();
    host.task(pictures).catch(() => undefined);
    host.cancelTask('another');
    host.cancelTask('task 1');
    const { callId } = child.last('cancel');
    expect(callId).toBe(child.last('task').callId);
    child.says({ type: 'error', callId, error: { code: 'cancelled', params: {} } });
    host.cancelTask('task 1');
    expect(child.types().filter((type) => type === 'cancel')).toHaveLength(1);
  });
});
