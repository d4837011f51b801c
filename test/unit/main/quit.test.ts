import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { quitInOrder, type ClosingApp, type ClosingWindow } from '../../../main/quit';
import { recordingLog } from './support/recording-log';

class Cancellable {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** An app with one window that ends as Electron's do: `quit` closes the window, the last window's end quits. */
class FakeApp extends EventEmitter implements ClosingApp {
  exited = false;
  readonly window = new FakeWindow(this);

  quit(): void {
    this.emit('before-quit', new Cancellable());
    if (this.window.open) {
      this.window.close();
      if (this.window.open) return;
    }
    this.emit('will-quit', new Cancellable());
  }

  exit(): void {
    this.exited = true;
  }
}

class FakeWindow extends EventEmitter implements ClosingWindow {
  open = true;

  constructor(private readonly app: FakeApp) {
    super();
  }

  close(): void {
    const event = new Cancellable();
    this.emit('close', event);
    if (event.defaultPrevented) return;
    this.open = false;
    this.app.emit('window-all-closed');
  }
}

function setUp({ running = false, shutdown = () => Promise.resolve() } = {}) {
  const app = new FakeApp();
  const questions: ((quit: boolean) => void)[] = [];
  let shutdowns = 0;
  const { log, lines } = recordingLog();
  quitInOrder({
    app,
    window: app.window,
    runUnderWay: () => running,
    ask: () => new Promise((answer) => questions.push(answer)),
    shutdown: () => {
      shutdowns += 1;
      return shutdown();
    },
    log,
  });
  return { app, questions, lines, shutdowns: () => shutdowns };
}

describe('closing the window', () => {
  test('without a run ends the app in order, unasked', async () => {
    const { app, questions, shutdowns } = setUp();
    app.window.close();
    await expect.poll(() => app.exited).toBe(true);
    expect(questions).toEqual([]);
    expect(shutdowns()).toBe(1);
  });

  test('during a run asks once, however often it is clicked, and stays open until it is answered', () => {
    const { app, questions } = setUp({ running: true });
    app.window.close();
    app.window.close();
    expect(questions).toHaveLength(1);
    expect(app.window.open).toBe(true);
  });

  test('goes on after a no, and asks again the next time', async () => {
    const { app, questions, shutdowns } = setUp({ running: true });
    app.window.close();
    questions[0]?.(false);
    await Promise.resolve();
    await expect
      .poll(() => {
        app.window.close();
        return questions.length;
      })
      .toBe(2);
    expect(app.window.open).toBe(true);
    expect(shutdowns()).toBe(0);
  });

  test('ends in order after a yes', async () => {
    const { app, questions, shutdowns } = setUp({ running: true });
    app.window.close();
    questions[0]?.(true);
    await expect.poll(() => app.exited).toBe(true);
    expect(app.window.open).toBe(false);
    expect(shutdowns()).toBe(1);
  });
});

describe('the end of the session', () => {
  test('is not asked about, and saves all the same', async () => {
    const { app, questions, shutdowns } = setUp({ running: true });
    app.quit();
    await expect.poll(() => app.exited).toBe(true);
    expect(questions).toEqual([]);
    expect(shutdowns()).toBe(1);
  });

  test('waits for what is being saved', async () => {
    let saved: () => void = () => undefined;
    const { app } = setUp({ shutdown: () => new Promise((resolve) => (saved = resolve)) });
    app.quit();
    await Promise.resolve();
    expect(app.exited).toBe(false);
    saved();
    await expect.poll(() => app.exited).toBe(true);
  });

  test('comes even where the saving fails', async () => {
    const { app, lines } = setUp({ shutdown: () => Promise.reject(new Error('disk gone')) });
    app.quit();
    await expect.poll(() => app.exited).toBe(true);
    expect(lines.join()).toContain('disk gone');
  });
});
