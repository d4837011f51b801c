/** The answers to the calls about this installation: data sets, the check of this computer, licences. */
import { AppError } from '#contract/errors';
import type { SelfCheck } from '#contract/self-check';
import type { DatasetDetails, Licence } from '#contract/upkeep';
import type { DatasetKeeper } from '../dataset-keeper';
import { statIfThere } from '../dataset/files';
import { importOwn, listOwn, removeOwn } from '../dataset/own';
import type { CallHandlers } from '../ipc';
import type { Conductor } from '../runs/conductor';
import type { SettingsStore } from '../settings';

export type PickKind = 'folder' | 'files' | 'own';

/** What these calls ask of the world around them. */
export interface UpkeepEffects {
  /** Asks for a folder, or the files themselves; null where the person closed the dialog. */
  readonly pickDataset: (what: PickKind) => Promise<readonly string[] | null>;
  /** The self-check, with a trainer and a folder of its own. */
  readonly checkComputer: () => Promise<SelfCheck>;
  readonly copyText: (text: string) => void;
  readonly readLicences: () => Promise<readonly Licence[]>;
}

interface Parts {
  readonly dataset: DatasetKeeper;
  readonly runs: Conductor;
  readonly settings: SettingsStore;
  readonly effects: UpkeepEffects;
  readonly dataDir: string;
}

type UpkeepCalls =
  | 'pickDataset'
  | 'downloadDataset'
  | 'cancelDownload'
  | 'describeDatasets'
  | 'verifyDataset'
  | 'importOwnDataset'
  | 'useDataset'
  | 'removeOwnDataset'
  | 'checkComputer'
  | 'getLicences'
  | 'copyText';

export function upkeepHandlers(parts: Parts): Pick<CallHandlers, UpkeepCalls> {
  const { dataset, runs, settings, effects, dataDir } = parts;
  const idle = () => {
    if (runs.current !== null) throw new AppError('runUnderWay');
  };
  return {
    pickDataset: async (input) => {
      const picked = await effects.pickDataset(input?.what ?? 'folder');
      return picked && (await dataset.pick(picked));
    },
    downloadDataset: (input) => dataset.download(input?.mirror),
    cancelDownload: () => {
      dataset.cancelDownload();
      return null;
    },
    describeDatasets: () => describe(dataset, dataDir),
    verifyDataset: () => {
      idle();
      return dataset.verify();
    },
    importOwnDataset: async ({ name }) => {
      const picked = await effects.pickDataset('own');
      const [folder] = picked ?? [];
      return folder === undefined ? null : importOwn(dataDir, folder, name);
    },
    useDataset: async ({ id }) => {
      idle();
      await settings.useDataset(id);
      return dataset.switch();
    },
    removeOwnDataset: async ({ id }) => {
      idle();
      const inUse = settings.current.dataset === id;
      if (inUse) await settings.useDataset(null);
      await removeOwn(dataDir, id);
      if (inUse) await dataset.switch();
      return null;
    },
    checkComputer: () => {
      idle();
      return effects.checkComputer();
    },
    getLicences: () => effects.readLicences(),
    copyText: ({ text }) => {
      effects.copyText(text);
      return null;
    },
  };
}

async function describe(dataset: DatasetKeeper, dataDir: string): Promise<DatasetDetails> {
  const { files, manifest } = dataset;
  const roles = ['trainImages', 'trainLabels', 'testImages', 'testLabels'] as const;
  return {
    files: files
      ? await Promise.all(
          roles.map(async (role) => ({
            file: manifest.files[role].file,
            bytes: (await statIfThere(files[role]))?.size ?? 0,
            sha256: manifest.files[role].sha256,
          })),
        )
      : [],
    own: await listOwn(dataDir),
  };
}
