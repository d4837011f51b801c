// @ts-check
/**
 * Every page and every state of the window that people see, and how each is reached: what `npm run screens` takes pictures of, and what the
 * tests of access, languages and magnified text walk through.
 */
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../lib/places.mjs';
import { report } from './report.mjs';
import { until } from './stage.mjs';

/** @typedef {import('./stage.mjs').Stage} Stage */

/**
 * @typedef {object} Screen
 * @property {string} id
 * @property {(stage: Stage) => Promise<void>} show
 * @property {(stage: Stage) => Promise<void>} [leave] puts away what would stand before the next screen
 */

/** @type {Screen['leave']} */
const escape = (stage) => stage.escape();

/** @param {string} place @returns {Screen} */
const page = (place) => ({ id: place, show: (stage) => stage.open(place) });

/** @param {string} id @param {keyof import('./stage.mjs').Messages} tab @returns {Screen} */
const analysis = (id, tab) => ({
  id,
  show: async (stage) => {
    await openRun(stage);
    await stage.tab(tab);
    await stage.view.getByRole('tablist').last().scrollIntoViewIfNeeded();
  },
});

/** A lab with its further settings. @param {string} lab @param {keyof import('./stage.mjs').Messages} button @returns {Screen} */
const unfolded = (lab, button) => ({
  id: `${lab}-settings`,
  show: async (stage) => {
    await stage.open(lab);
    await stage.press(button);
    await stage.settled();
  },
  leave: (stage) => stage.press(button),
});

/** The labs' ids, read and not imported: the registry's words are the window's. */
const labs = [
  ...readFileSync(join(root, 'renderer', 'labs', 'registry.ts'), 'utf8').matchAll(
    /^ {4}id: '(?<id>.+)',$/gm,
  ),
].map(({ groups }) => groups?.['id'] ?? '');

/** @type {readonly Screen[]} */
export const screens = [
  page('home'),
  ...labs.map(page),
  page('runs'),
  page('sweeps'),
  page('duel'),
  page('class'),
  page('glossary'),
  page('sheet-editor'),
  page('check'),
  page('settings'),
  { id: 'run', show: openRun },
  analysis('run-matrix', 'analysis_tab_matrix'),
  analysis('run-sure', 'analysis_tab_sure'),
  analysis('run-draw', 'analysis_tab_draw'),
  {
    id: 'why-this-label',
    show: async (stage) => {
      await openRun(stage);
      await stage.view
        .getByRole('button', { name: new RegExp(`^${escaped(stage.say('analysis_why'))}`) })
        .first()
        .click();
      await stage.dialog();
      await stage.view.getByRole('dialog').getByRole('figure').nth(2).waitFor();
    },
    leave: escape,
  },
  {
    id: 'run-continue',
    show: async (stage) => {
      await openRun(stage);
      await stage.press('compare_continue');
      await stage.dialog();
    },
    leave: escape,
  },
  {
    id: 'run-checkpoint',
    show: async (stage) => {
      await openRun(stage);
      await stage.press('checkpoint_save');
      await stage.dialog();
    },
    leave: escape,
  },
  {
    id: 'comparison',
    show: async (stage) => {
      await stage.open('runs');
      await stage.view
        .getByRole('checkbox', { name: stage.say('compare_choose_page'), exact: true })
        .check();
      await stage.settled();
    },
  },
  {
    id: 'sweep-map',
    show: async (stage) => {
      await stage.open(`sweeps/${await sweepOf(stage)}`);
      await stage.view.getByRole('gridcell').first().waitFor();
    },
  },
  {
    id: 'duel-done',
    show: async (stage) => {
      await stage.open('duel');
      await stage.set('field_epochs', 2);
      await stage.press('action_train');
      await stage.button('action_reset').and(stage.view.locator(':enabled')).waitFor();
      await stage.settled();
    },
  },
  {
    id: 'class-folder',
    show: async (stage) => {
      await stage.open('class');
      await stage.press('class_open');
      await stage.view.getByRole('table').waitFor();
      await stage.settled();
    },
  },
  {
    id: 'check-done',
    show: async (stage) => {
      await stage.open('check');
      await stage.press('check_start');
      await stage.button('check_again').waitFor({ timeout: 120_000 });
    },
  },
  {
    id: 'licences',
    show: async (stage) => {
      await stage.open('settings');
      await stage.press('licences_open');
      await stage.dialog();
    },
    leave: escape,
  },
  {
    id: 'shortcuts',
    show: async (stage) => {
      await stage.open('home');
      await stage.view.locator('main').focus();
      await stage.view.keyboard.press('?');
      await stage.dialog();
    },
    leave: escape,
  },
  {
    id: 'tour',
    show: async (stage) => {
      await stage.menu('main_menu_tour');
      await stage.dialog();
    },
    leave: escape,
  },
  {
    id: 'diagnostics',
    show: async (stage) => {
      await stage.open('home');
      await stage.menu('main_menu_diagnostics');
      await stage.dialog();
      await stage.view.getByRole('dialog').locator('pre, textarea').first().waitFor();
    },
    leave: escape,
  },
  {
    id: 'chart-as-table',
    show: async (stage) => {
      await stage.open('softmax-regression');
      await stage.press('chart_show_table');
      await stage.settled();
    },
    leave: (stage) => stage.press('chart_show_chart'),
  },
  {
    id: 'chart-enlarged',
    show: async (stage) => {
      await stage.open('softmax-regression');
      await stage.press('chart_enlarge');
      await stage.dialog();
    },
    leave: escape,
  },
  unfolded('softmax-regression', 'softmax_further'),
  unfolded('linear-regression', 'linear_data'),
  unfolded('idea', 'idea_data'),
  {
    id: 'wrong-value',
    show: async (stage) => {
      await stage.open('softmax-regression');
      await stage.set('field_epochs', 0);
      await stage.settled();
    },
    leave: (stage) => stage.set('field_epochs', 1),
  },
  {
    id: 'presentation',
    show: async (stage) => {
      await stage.open('softmax-regression');
      await stage.view.locator('main').focus();
      await stage.view.keyboard.press('p');
      await stage.button('present_end').waitFor();
      await stage.settled();
    },
    leave: (stage) => stage.press('present_end'),
  },
  {
    id: 'sheet',
    show: async (stage) => {
      await openSheet(stage, 'too-large-a-rate');
    },
    leave: (stage) => stage.press('sheet_leave'),
  },
  {
    id: 'sheet-predict',
    show: async (stage) => {
      await openSheet(stage, 'batch-size-and-noise');
      // A sheet opens where it was left: that may be here.
      await stage.view.getByRole('button', { name: /^2\. / }).click();
      await stage.settled();
    },
    leave: (stage) => stage.press('sheet_leave'),
  },
  {
    id: 'paused',
    show: async (stage) => {
      await stage.open('softmax-regression');
      await stage.press('action_step');
      await stage.button('action_resume').waitFor();
      await stage.settled();
    },
    leave: async (stage) => {
      await stage.press('action_stop');
      await stage.button('action_reset').and(stage.view.locator(':enabled')).waitFor();
    },
  },
  {
    id: 'diverged',
    show: async (stage) => {
      await stage.open('linear-regression');
      await stage.set('field_learning_rate', 10);
      await stage.train();
      await stage.button('run_rewind').waitFor();
    },
    leave: async (stage) => {
      await stage.press('action_reset');
    },
  },
];

/** @param {string} text */
function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** @param {Stage} stage @returns {Promise<string>} the id of the sweep there is */
function sweepOf({ view }) {
  return view.evaluate(async () => {
    const reply = await globalThis.window.linearLab.call('listSweeps', undefined);
    return reply.ok ? (reply.value.sweeps[0]?.id ?? '') : '';
  });
}

/** Opens the last run of softmax regression, as it is when one comes to it. @param {Stage} stage */
async function openRun(stage) {
  await stage.open('runs');
  await stage.open(`runs/${await stage.newestRun('softmax')}`);
}

/** Opens a sheet that comes with the app at its beginning. @param {Stage} stage @param {string} id */
async function openSheet(stage, id) {
  await stage.open('home');
  const title = await stage.view.evaluate(
    async ([wanted, language]) => {
      const reply = await globalThis.window.linearLab.call('listSheets', undefined);
      const sheet = reply.ok && reply.value.ready.find((one) => one.id === wanted);
      return sheet
        ? sheet.title[/** @type {import('#contract/settings').Language} */ (language)]
        : '';
    },
    [id, stage.language],
  );
  await stage.view
    .getByRole('button', { name: new RegExp(`^${escaped(title ?? '')}`) })
    .first()
    .click();
  await stage.button('sheet_leave').waitFor();
  await stage.settled();
}

/**
 * What the screens show: a run of each lab, a sweep, a class's folder that the next dialog answers with.
 * @param {Stage} stage
 * @param {string} folder a place for files
 */
export async function prepare(stage, folder) {
  await stage.open('linear-regression');
  await stage.train();
  await stage.open('softmax-regression');
  await stage.train();
  await stage.open('sweeps');
  await stage.set('sweeps_rate_steps', 3);
  await stage.set('sweeps_size_steps', 2);
  await stage.set('field_epochs', 1);
  await stage.set('sweeps_examples', 2000);
  await stage.press('sweeps_start');
  await until(() =>
    stage.view.evaluate(async () => {
      const reply = await globalThis.window.linearLab.call('listSweeps', undefined);
      return reply.ok && reply.value.sweeps[0]?.state === 'done';
    }),
  );

  const reports = join(folder, '3班 period 3');
  await mkdir(reports, { recursive: true });
  /** @type {readonly (readonly [string, string, number, number])[]} */
  const handedIn = [
    ['ada', 'Ada', 0.02, 0.806],
    ['ben', 'Ben', 0.5, 0.843],
    ['li-lei', '李雷', 0.1, 0.831],
    ['han-meimei', '韩梅梅', 0.05, 0.822],
  ];
  for (const [file, ...of] of handedIn) {
    await writeFile(join(reports, `${file}.html`), report(...of));
  }
  await writeFile(join(reports, 'essay.html'), '<p>My essay</p>');
  await stage.electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, reports);
}
