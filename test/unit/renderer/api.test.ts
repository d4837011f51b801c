import { describe, expect, test } from 'vitest';
import { Client } from '../../../renderer/api';
import { Activity } from '../../../renderer/state/activity.svelte';
import { Bridge } from './support/bridge';

function connect() {
  const bridge = new Bridge();
  const activity = new Activity();
  return { bridge, activity, client: new Client(bridge, activity) };
}

describe('Client', () => {
  test('passes a call on and brings its reply; meanwhile the window is busy', async () => {
    const { bridge, activity, client } = connect();
    const reply = client.call('listRuns', undefined);
    expect(bridge.asked).toEqual([['listRuns', undefined]]);
    expect(activity.idle).toBe(false);
    const answer = { ok: true, value: { runs: [], unreadable: [], bytes: 0 } } as const;
    await bridge.reply('listRuns', answer);
    expect(await reply).toEqual(answer);
    expect(activity.idle).toBe(true);
  });

  test('turns what the bridge throws into an error of the contract', async () => {
    const { bridge, activity } = connect();
    bridge.call = () => Promise.reject(new Error('the channel is closed'));
    expect(await new Client(bridge, activity).call('listRuns', undefined)).toEqual({
      ok: false,
      error: { code: 'internal', params: {} },
    });
  });

  test('tells each listener, however many, over one listener to the bridge', () => {
    const { bridge, client } = connect();
    const heard: string[] = [];
    const stops = ['a', 'b', 'c'].map((name) =>
      client.on('menu', (command) => heard.push(`${name} ${command}`)),
    );
    expect(bridge.listening('menu')).toBe(1);
    bridge.emit('menu', 'runs');
    expect(heard).toEqual(['a runs', 'b runs', 'c runs']);
    stops[0]?.();
    bridge.emit('menu', 'train');
    expect(heard.slice(3)).toEqual(['b train', 'c train']);
    for (const stop of stops) stop();
    expect(bridge.listening('menu')).toBe(0);
  });
});
