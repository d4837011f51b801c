// @ts-check
import { setTimeout } from 'node:timers/promises';

/** The app's window as a person uses it, in whichever language it speaks: what leads to each of the screens. */

/** @typedef {import('@playwright/test').ElectronApplication} ElectronApplication */
/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('#contract/settings').Language} Language */
/** @typedef {typeof import('#messages').m} Messages */

export class Stage {
  /**
   * @param {ElectronApplication} electron
   * @param {Page} view its window
   * @param {Messages} messages
   * @param {Language} language that the window speaks
   */
  constructor(electron, view, messages, language) {
    this.electron = electron;
    this.view = view;
    this.messages = messages;
    this.language = language;
  }

  /**
   * A message without parameters, as the window writes it.
   * @param {keyof Messages} key
   */
  say(key) {
    return Reflect.apply(this.messages[key], null, [{}, { locale: this.language }]);
  }

  /** Goes to a page by its place: `home`, `runs/<id>`, a lab's id. @param {string} place */
  async open(place) {
    await this.view.evaluate(async (hash) => {
      globalThis.location.hash = hash;
      // By the frame after the next, the page that is left is marked as busy or gone.
      for (let frame = 0; frame < 2; frame += 1) {
        await new Promise((resolve) => globalThis.requestAnimationFrame(resolve));
      }
    }, `#/${place}`);
    await this.settled();
  }

  async settled() {
    await this.view.locator('main:not([aria-busy="true"])').waitFor();
    await this.view.waitForSelector('html[data-settled="true"]');
    // What comes with the trainer is there too.
    await this.view.waitForFunction(
      () => !globalThis.document.querySelector('.skeleton, .frame.empty'),
    );
  }

  /** @param {keyof Messages} key */
  button(key) {
    return this.view.getByRole('button', { name: this.say(key), exact: true });
  }

  /** Clicks the first button of this name. @param {keyof Messages} key */
  async press(key) {
    await this.button(key).first().click();
  }

  /** @param {keyof Messages} key */
  async tab(key) {
    await this.view.getByRole('tab', { name: this.say(key), exact: true }).click();
    await this.settled();
  }

  /** @param {keyof Messages} key @param {number} value */
  async set(key, value) {
    await this.view
      .getByRole('spinbutton', { name: this.say(key), exact: true })
      .fill(String(value));
  }

  /** Chooses an item of the application's menu. @param {keyof Messages} key */
  async menu(key) {
    await this.electron.evaluate(({ Menu }, label) => {
      /** @param {import('electron').MenuItem[]} items @returns {import('electron').MenuItem[]} */
      const all = (items) => items.flatMap((item) => [item, ...all(item.submenu?.items ?? [])]);
      const item = all(Menu.getApplicationMenu()?.items ?? []).find((one) => one.label === label);
      if (!item) throw new Error(`The menu has no ${label}.`);
      item.click();
    }, this.say(key));
  }

  async dialog() {
    await this.view.getByRole('dialog').first().waitFor();
    await this.settled();
  }

  async escape() {
    await this.view.keyboard.press('Escape');
    await this.view.getByRole('dialog').waitFor({ state: 'hidden' });
  }

  /** The newest run of a lab that came to its end and is of no sweep. @param {'softmax' | 'linear'} lab @returns {Promise<string>} its id */
  newestRun(lab) {
    return this.view.evaluate(async (wanted) => {
      const reply = await globalThis.window.linearLab.call('listRuns', undefined);
      const all = reply.ok ? reply.value.runs : [];
      const ended = all.filter(({ state, sweep }) => state === 'done' && sweep === undefined);
      const runs = ended.filter((run) => run.lab === wanted);
      return runs.toSorted((a, b) => b.number - a.number)[0]?.id ?? '';
    }, lab);
  }

  /** Trains as the page on show is set, to the run's end. */
  async train() {
    const before = await this.#ended();
    await this.press('action_train');
    await until(async () => (await this.#ended()) > before);
    await this.settled();
  }

  /** @returns {Promise<number>} the runs that are over */
  #ended() {
    return this.view.evaluate(async () => {
      const reply = await globalThis.window.linearLab.call('listRuns', undefined);
      const runs = reply.ok ? reply.value.runs : [];
      return runs.filter(({ state }) => state !== 'running' && state !== 'paused').length;
    });
  }
}

/** Waits for what only the app itself can tell. @param {() => Promise<boolean>} holds */
export async function until(holds) {
  for (const start = Date.now(); Date.now() - start < 120_000; await setTimeout(100)) {
    if (await holds()) return;
  }
  throw new Error('What was waited for did not come about within two minutes.');
}
