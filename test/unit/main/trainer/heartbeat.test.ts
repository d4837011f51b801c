import { expect, test } from 'vitest';
import { Heartbeat } from '../../../../main/trainer/heartbeat';
import { ManualTimers } from './support/manual-timers';

function beating(answers: (ping: number) => boolean) {
  const timers = new ManualTimers();
  let pings = 0;
  let hangs = 0;
  const heartbeat = new Heartbeat({
    timers,
    everyMs: 2000,
    patience: 3,
    ping: () => {
      pings += 1;
      if (answers(pings)) heartbeat.answered();
    },
    onHang: () => {
      hangs += 1;
    },
  });
  heartbeat.start();
  return { timers, heartbeat, count: () => ({ pings, hangs }) };
}

test('pings at its interval for as long as it is answered', () => {
  const { timers, count } = beating(() => true);
  timers.pass(20_000);
  expect(count()).toEqual({ pings: 11, hangs: 0 });
});

test('notices a hang once, after as many unanswered pings as its patience has', () => {
  const { timers, count } = beating((ping) => ping <= 2);
  timers.pass(2000 * 4);
  expect(count().hangs).toBe(0);
  timers.pass(2000 * 100);
  expect(count()).toEqual({ pings: 6, hangs: 1 });
});

test('one answer in time makes up for all that were missing', () => {
  const { timers, count } = beating((ping) => ping % 4 === 0);
  timers.pass(2000 * 100);
  expect(count().hangs).toBe(0);
});

test('a machine that slept for an hour has missed one ping', () => {
  const { timers, count } = beating((ping) => ping > 1);
  timers.sleep(3_600_000);
  timers.pass(10_000);
  expect(count().hangs).toBe(0);
});

test('is silent once stopped', () => {
  const { timers, heartbeat, count } = beating(() => false);
  heartbeat.stop();
  timers.pass(1e6);
  expect(count()).toEqual({ pings: 1, hangs: 0 });
});
