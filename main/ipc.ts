/**
 * Every call that the window makes: its sender checked, its input parsed by the contract, its answer typed.
 * What is thrown inside a handler is logged here and crosses the boundary as a code, free of paths and stacks.
 */
import { CALL_CHANNEL, EVENT_CHANNEL } from '#contract/api';
import { callSchemas, type CallName, type CallOutput } from '#contract/calls';
import { AppError, type Reply, toErrorData } from '#contract/errors';
import type { WebContents } from 'electron';
import * as v from 'valibot';
import type { Emit } from './event-bus';
import { isWithinLimits } from './input-size';
import { issueParams, shorten } from './issue';
import type { Logger } from './diagnostics/logger';

/** The handler of each call; the compiler proves that none is missing and that each gives the contract's answer. */
export type CallHandlers = {
  readonly [N in CallName]: (
    input: v.InferOutput<(typeof callSchemas)[N]>,
  ) => CallOutput[N] | Promise<CallOutput[N]>;
};

/** Answers a call. Never throws, whatever it is given. */
export type Dispatch = (name: unknown, input: unknown) => Promise<Reply<CallOutput[CallName]>>;

export function createDispatch(handlers: CallHandlers, log: Logger): Dispatch {
  async function answer<N extends CallName>(name: N, input: unknown): Promise<CallOutput[N]> {
    const parsed = v.safeParse(callSchemas[name], input, { abortEarly: true });
    if (!parsed.success) throw new AppError('invalidInput', issueParams(parsed.issues[0]));
    return handlers[name](parsed.output);
  }
  return async (name, input) => {
    try {
      if (!isCallName(name))
        throw new AppError('invalidInput', {
          field: 'name',
          value: shorten(name),
          allowed: 'a call of the contract',
        });
      if (!isWithinLimits(input))
        throw new AppError('invalidInput', { field: name, value: '…', allowed: 'a smaller input' });
      return { ok: true, value: await answer(name, input) };
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'internal') {
        log.error(`call ${shorten(name)} failed`, error);
      }
      return { ok: false, error: toErrorData(error) };
    }
  };
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(callSchemas, name);
}

/** Where a call came from, as far as it matters; the frame is null where it is gone by now. */
export interface Sender {
  readonly sender: unknown;
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** Electron's `ipcMain`, as far as it is used. */
export interface CallServer {
  handle(
    channel: string,
    listener: (event: Sender, name: unknown, input: unknown) => unknown,
  ): void;
}

/** Answers the calls that `isOurs` lets pass: those of our own page, in the main frame of our own window. */
export function serveCalls(
  ipc: CallServer,
  dispatch: Dispatch,
  isOurs: (sender: Sender) => boolean,
  log: Logger,
): void {
  ipc.handle(CALL_CHANNEL, (event, name, input) => {
    if (isOurs(event)) return dispatch(name, input);
    log.warn('a call from a frame that is not ours was refused');
    return { ok: false, error: new AppError('refused').toData() };
  });
}

/** Whether a call came from our page in the main frame of `contents`. */
export function isFromPage(
  { sender, senderFrame }: Sender,
  contents: unknown,
  isOurPage: (url: string) => boolean,
): boolean {
  return (
    contents !== undefined &&
    sender === contents &&
    senderFrame !== null &&
    senderFrame.parent === null &&
    isOurPage(senderFrame.url)
  );
}

/** Passes events on to the window, where there is one. */
export function sendEvents(contents: () => WebContents | undefined): Emit {
  return (name, event) => {
    const target = contents();
    if (target && !target.isDestroyed()) target.send(EVENT_CHANNEL, name, event);
  };
}
