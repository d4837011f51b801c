import { CALL_CHANNEL, callNames } from '#contract/api';
import { callSchemas, type CallName } from '#contract/calls';
import { AppError, errorCodes, type Reply } from '#contract/errors';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createDispatch,
  type CallServer,
  isFromPage,
  serveCalls,
  type Dispatch,
  type Sender,
} from '../../../main/ipc';
import { createCore } from './support/core';
import { recordingLog } from './support/recording-log';
import { inputsOf } from './support/schema-inputs';
import { ScriptedHost } from './support/scripted-host';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let root: string;
let dispatch: Dispatch;
let lines: string[];
let core: Awaited<ReturnType<typeof createCore>>['core'];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "张三 的 'data' "));
  const host = new ScriptedHost();
  host.ready();
  const created = await createCore({ root, host });
  core = created.core;
  const recording = recordingLog();
  lines = recording.lines;
  dispatch = createDispatch(core.handlers, recording.log);
});

afterAll(async () => {
  await core.shutdown();
  await rm(root, { recursive: true, force: true });
});

const softmax = {
  lab: 'softmax',
  implementation: 'scratch',
  config: { learningRate: 0.1, batchSize: 256, epochs: 1, seed: 0 },
};

function allowedOf(reply: Reply<unknown>) {
  return reply.ok ? null : reply.error;
}

describe('dispatch(name, input)', () => {
  test('answers a call', async () => {
    const reply = await dispatch('listRuns', undefined);
    expect(reply).toEqual({ ok: true, value: { runs: [], unreadable: [], bytes: 0 } });
  });

  test.each([
    [
      'startRun',
      { request: { ...softmax, config: { ...softmax.config, learningRate: 11 } }, paused: false },
      'request.config.learningRate',
      '11',
      'a number in (0, 10]',
    ],
    [
      'startRun',
      { request: { ...softmax, config: { ...softmax.config, batchSize: 0.5 } }, paused: false },
      'request.config.batchSize',
      '0.5',
      'an integer in [1, 60000]',
    ],
    [
      'startRun',
      { request: { ...softmax, config: { ...softmax.config, seed: Number.NaN } }, paused: false },
      'request.config.seed',
      'NaN',
      'number',
    ],
    [
      'startRun',
      { request: { ...softmax, lab: 'cnn' }, paused: false },
      'request.lab',
      '"cnn"',
      '("softmax" | "linear")',
    ],
    [
      'openRun',
      { id: '../../etc/passwd' },
      'id',
      '"../../etc/passwd"',
      '/^[0-9]{8}T[0-9]{6}-[0-9a-z]{6}$/',
    ],
    [
      'openExternal',
      { link: 'https://example.org' },
      'link',
      '"https://example.org"',
      '"book" | "bookZh" | "dataset"',
    ],
    ['getState', {}, '', 'Object', 'undefined'],
  ])(
    '%s refuses %j and names field, value and what is allowed',
    async (name, input, field, value, allowed) => {
      expect(allowedOf(await dispatch(name, input))).toEqual({
        code: 'invalidInput',
        params: { field, value, allowed: expect.stringContaining(allowed.replace(/^\(|\)$/g, '')) },
      });
    },
  );

  test.each(['nope', '', '__proto__', 'constructor', 'toString', 42, null, undefined, {}])(
    'there is no call %j',
    async (name) => {
      expect(allowedOf(await dispatch(name, undefined))).toMatchObject({
        code: 'invalidInput',
        params: { field: 'name' },
      });
    },
  );

  test('an input that is too large is refused before it is walked', async () => {
    const labs = { x: Array.from({ length: 1_000_000 }, () => 0) };
    expect(allowedOf(await dispatch('changeSettings', { labs }))).toMatchObject({
      code: 'invalidInput',
    });
  });

  test('an error of the contract keeps its code; anything else is internal, and only the log knows more', async () => {
    const { log, lines: own } = recordingLog();
    const failing = createDispatch(
      {
        ...core.handlers,
        listRuns: () => {
          throw new Error('EIO: /home/张三/secret');
        },
        openRun: () => Promise.reject(new AppError('noSuchRun', { id: 'x' })),
      },
      log,
    );
    expect(await failing('listRuns', undefined)).toEqual({
      ok: false,
      error: { code: 'internal', params: {} },
    });
    const id = '20260304T050607-abcdef';
    expect(await failing('openRun', { id })).toEqual({
      ok: false,
      error: { code: 'noSuchRun', params: { id: 'x' } },
    });
    expect(own).toEqual([expect.stringContaining('/home/张三/secret')]);
  });
});

describe('any input at all', () => {
  const fields = fc.constantFrom(
    ...[
      'request',
      'paused',
      'id',
      'action',
      'learningRate',
      'epoch',
      'runId',
      'label',
      'wrongOnly',
    ],
    ...[
      'offset',
      'count',
      'task',
      'taskId',
      'input',
      'language',
      'theme',
      'labs',
      'labsDone',
      'link',
    ],
    ...['__proto__', 'constructor', 'prototype', '..', 'toString'],
  );
  const values = fc.oneof(
    fc.anything({
      withTypedArray: true,
      withMap: true,
      withSet: true,
      withBigInt: true,
      withDate: true,
    }),
    fc.double(),
    fc.constantFrom(
      Number.NaN,
      Infinity,
      -Infinity,
      2 ** 53,
      -0,
      '',
      '..',
      '../../x',
      'system',
      true,
    ),
    fc.constantFrom('20260304T050607-abcdef', 'pause', 'softmax', softmax, {
      ...softmax,
      lab: 'linear',
    }),
    fc.array(fc.double(), { maxLength: 300 }),
    fc.string({ maxLength: 2000 }),
  );
  const inputs = fc.oneof(
    { weight: 1, arbitrary: values },
    { weight: 4, arbitrary: fc.dictionary(fields, values, { maxKeys: 6 }) },
  );
  const calls = fc
    .constantFrom<CallName[]>(...callNames)
    .chain((name) =>
      fc.tuple(fc.constant(name), fc.oneof(inputs, inputsOf(callSchemas[name], values))),
    );

  test('10,000 calls are answered, without a crash, pollution, a path or a stack', async () => {
    const accepted = new Set<CallName>();
    await fc.assert(
      fc.asyncProperty(calls, async ([name, input]) => {
        const reply = await dispatch(name, input);
        if (reply.ok || reply.error.code !== 'invalidInput') accepted.add(name);
        if (reply.ok) return;
        expect(errorCodes).toContain(reply.error.code);
        // A value that was sent may come back; what is ours must not: no folder, no place in the code.
        const said = JSON.stringify({ ...reply.error.params, value: '' });
        expect(said).not.toContain(root);
        expect(said).not.toMatch(/\bat .*:\d+:\d+|node_modules|\.ts:|\.js:/);
      }),
      { numRuns: 10_000 },
    );
    // Most were reached behind their schemas too.
    expect(accepted.size).toBeGreaterThan(callNames.length / 2);
    expect(lines).toEqual([]);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(
      Object.getOwnPropertyNames(Object.getPrototypeOf(JSON.parse('{}'))),
    );
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  }, 60_000);

  test('every error has short texts', async () => {
    const long = 'x'.repeat(100_000);
    for (const name of callNames) {
      const error = allowedOf(await dispatch(name, { [long]: long }));
      for (const text of Object.values(error?.params ?? {})) {
        expect(text.length, `${name}: ${text.slice(0, 80)}`).toBeLessThan(1000);
      }
    }
  });
});

test('the bridge knows the calls that there are, and no others', () => {
  expect([...callNames].toSorted()).toEqual(Object.keys(callSchemas).toSorted());
});

describe('serveCalls(ipc, dispatch, isOurs, log)', () => {
  /** The two ends of the channel in this process, with copies on the way as between processes. */
  function pair(isOurs: (sender: Sender) => boolean) {
    let answer: Parameters<CallServer['handle']>[1] = () => undefined;
    const ipc: CallServer = {
      handle: (channel, listener) => {
        if (channel === CALL_CHANNEL) answer = listener;
      },
    };
    serveCalls(ipc, dispatch, isOurs, recordingLog().log);
    const event = { sender: null, senderFrame: null };
    return async (name: unknown, input: unknown): Promise<unknown> =>
      structuredClone(await answer(event, structuredClone(name), structuredClone(input)));
  }

  test('answers our page', async () => {
    const invoke = pair(() => true);
    expect(await invoke('listRuns', undefined)).toMatchObject({ ok: true });
  });

  test('refuses all others, whatever they ask', async () => {
    const invoke = pair(() => false);
    for (const name of callNames) {
      expect(await invoke(name, undefined)).toEqual({
        ok: false,
        error: { code: 'refused', params: {} },
      });
    }
  });
});

describe('isFromPage(sender, contents, isOurPage)', () => {
  const isOurPage = (url: string) => url === 'app://linearlab/index.html';
  const ours = { id: 1 };

  test.each([
    ['our page', ours, { url: 'app://linearlab/index.html', parent: null }, true],
    ['another page in our window', ours, { url: 'https://example.org/', parent: null }, false],
    ['a frame inside our page', ours, { url: 'app://linearlab/index.html', parent: {} }, false],
    ['another window', { id: 1 }, { url: 'app://linearlab/index.html', parent: null }, false],
    ['a frame that is gone', ours, null, false],
  ])('%s', (_, sender, senderFrame, expected) => {
    expect(Reflect.apply(isFromPage, null, [{ sender, senderFrame }, ours, isOurPage])).toBe(
      expected,
    );
  });

  test('no window has no page', () => {
    const senderFrame = { url: 'app://linearlab/index.html', parent: null };
    expect(isFromPage({ sender: undefined, senderFrame }, undefined, isOurPage)).toBe(false);
  });
});
