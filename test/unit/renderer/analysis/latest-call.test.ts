import { describe, expect, test, vi } from 'vitest';
import { LatestCall } from '../../../../renderer/analysis/latest-call.svelte';
import { startApp } from '../support/app';

const weightsOf = (epoch: number) => ({ epoch, weights: Float32Array.of(epoch) });

async function start() {
  const { app, bridge } = await startApp();
  const call = new LatestCall(app.client, 'getWeights');
  const asked = () => bridge.asked.filter(([name]) => name === 'getWeights');
  const answer = (epoch: number) =>
    bridge.reply('getWeights', { ok: true, value: weightsOf(epoch) });
  return { bridge, call, asked, answer };
}

describe('LatestCall', () => {
  test('asks one at a time, and of those that come meanwhile only the newest', async () => {
    const { call, asked, answer } = await start();
    for (const epoch of [1, 2, 3]) call.ask(`${epoch}`, { id: 'a', epoch });
    expect(asked()).toHaveLength(1);
    await answer(1);
    expect(call.answer).toMatchObject({ key: '1', value: { epoch: 1 } });
    expect(asked().map(([, input]) => input)).toEqual([
      { id: 'a', epoch: 1 },
      { id: 'a', epoch: 3 },
    ]);
    await answer(3);
    expect(call.answer?.key).toBe('3');
    expect(asked()).toHaveLength(2);
  });

  test('an error takes nothing off the screen, and the next answer takes the error away', async () => {
    const { bridge, call, answer } = await start();
    call.ask('1', { id: 'a' });
    await answer(1);
    call.ask('2', { id: 'a' });
    await bridge.reply('getWeights', { ok: false, error: { code: 'dataMissing', params: {} } });
    expect(call.error?.code).toBe('dataMissing');
    expect(call.answer?.key).toBe('1');
    call.ask('3', { id: 'a' });
    await answer(3);
    expect(call.error).toBeNull();
  });

  test('what nobody waits for rests in between, unless somebody comes to wait for it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const { call, asked, answer } = await start();
      call.ask('1', { id: 'a' }, 1000);
      await answer(1);
      call.ask('2', { id: 'a' }, 1000);
      expect(asked()).toHaveLength(1);
      vi.advanceTimersByTime(1000);
      expect(asked()).toHaveLength(2);
      await answer(2);
      call.ask('3', { id: 'a' }, 1000);
      call.ask('4', { id: 'a' });
      expect(asked()).toHaveLength(3);
    } finally {
      vi.useRealTimers();
    }
  });

  test('an answer that was on its way when all was cleared is no news', async () => {
    const { call, answer } = await start();
    call.ask('1', { id: 'a' });
    call.clear();
    await answer(1);
    expect(call.answer).toBeNull();
  });
});
