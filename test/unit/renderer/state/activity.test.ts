import { expect, test } from 'vitest';
import { Activity } from '../../../../renderer/state/activity.svelte';

test('the window is idle again when all that was under way is settled, well or badly', async () => {
  const activity = new Activity();
  expect(activity.idle).toBe(true);
  let finish: (value: string) => void = () => undefined;
  const good = activity.during(new Promise<string>((resolve) => (finish = resolve)));
  const bad = activity.during(Promise.reject(new Error('no')));
  await expect(bad).rejects.toThrow('no');
  expect(activity.idle).toBe(false);
  finish('yes');
  expect(await good).toBe('yes');
  expect(activity.idle).toBe(true);
});
