import { AppError } from '#contract/errors';
import type { Settings } from '#contract/settings';
import { join } from 'node:path';
import { Core } from '../../../../main/core';
import type { SaveWish } from '../../../../main/exports/save';
import { dataPaths } from '../../../../main/paths';
import { SettingsStore } from '../../../../main/settings';
import type { TrainerHost } from '../../../../main/trainer/trainer-host';
import { recordingLog } from './recording-log';

export interface TestCoreOptions {
  readonly root: string;
  readonly host: TrainerHost;
  /** Where the data set is; nowhere if not given. */
  readonly packaged?: string;
  readonly picked?: readonly string[];
  readonly stopMs?: number;
  /** The folder of the sheets that come with the app. */
  readonly readySheets?: string;
  readonly pickedSheet?: string;
  readonly pickedClass?: string;
  readonly target?: string;
  /** Where a sweep for Ray is written, and whence its results are read. */
  readonly rayParent?: string;
  readonly rayResults?: string;
  /** Where the person saves, and the run file that is opened; dialogs are closed if not given. */
  readonly askWhere?: (wish: SaveWish) => string | null;
  readonly runFile?: string;
}

/** The real core on a folder of the test's own; what it asks of the world is noted. */
export async function createCore({
  root,
  host,
  packaged,
  picked,
  stopMs,
  readySheets = join(root, 'nowhere'),
  pickedSheet,
  pickedClass,
  target,
  rayParent,
  rayResults,
  askWhere,
  runFile,
}: TestCoreOptions) {
  const { log, lines } = recordingLog();
  const paths = dataPaths(root);
  const now = () => new Date('2026-03-04T05:06:07.000Z');
  const settings = await SettingsStore.open({ file: paths.settings, now, log });
  const opened: string[] = [];
  const applied: Settings[] = [];
  let byte = 0;
  const core = new Core({
    app: { version: '0.1.0', electron: '33.2.1', sandbox: true },
    paths,
    readySheets,
    places: {
      dataDir: root,
      packaged: packaged ?? join(root, 'nowhere'),
      system: join(root, 'nowhere'),
    },
    host,
    settings,
    log,
    ...(stopMs !== undefined && { stopMs }),
    effects: {
      now,
      // Six of them make an id of 36 letters: the seventh id is not to be the first again.
      randomByte: () => (byte + Math.floor(byte++ / 36)) % 256,
      fetch: () => Promise.reject(new TypeError('offline')),
      systemLanguage: 'en',
      systemTheme: () => 'light',
      pickDataset: () => Promise.resolve(picked ?? null),
      pickSheet: () => Promise.resolve(pickedSheet ?? null),
      pickClassFolder: () => Promise.resolve(pickedClass ?? null),
      pickTarget: () => Promise.resolve(target ?? null),
      sweepDialogs: {
        pickRayParent: () => Promise.resolve(rayParent ?? null),
        pickRayResults: () => Promise.resolve(rayResults ?? null),
      },
      checkComputer: () => Promise.reject(new AppError('trainerUnavailable')),
      copyText: () => undefined,
      readLicences: () => Promise.resolve([]),
      openLink: (link) => {
        opened.push(link);
        return Promise.resolve();
      },
      settingsChanged: (changed) => applied.push(changed),
      exports: {
        askWhere: (wish) => Promise.resolve(askWhere?.(wish) ?? null),
        pickRunFile: () => Promise.resolve(runFile ?? null),
        printPdf: (html) => Promise.resolve(new TextEncoder().encode(html)),
        copyPicture: () => Promise.resolve(),
      },
    },
  });
  return { core, lines, opened, applied, settings };
}
