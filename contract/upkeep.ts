/** The upkeep of this installation: its data sets, whether it is well, its licences. */
import * as v from 'valibot';
import type { DatasetProblem, DatasetStatus } from './dataset';
import type { SelfCheck } from './self-check';
import { ownDatasetIdSchema } from './settings';

/** Classes that a data set of one's own may have: the labs' weights have ten rows. */
export const MAX_OWN_CLASSES = 10;
/** Pictures that each split of it may have. */
export const MAX_OWN_PICTURES = 60_000;
/** Characters of a data set's or a class's name. */
export const MAX_NAME = 40;

/** The servers that Fashion-MNIST can be fetched from, best first; `mirrors.ts` has their addresses. */
export const mirrorNames = ['keras', 'authors', 'bucket'] as const;
export type MirrorName = (typeof mirrorNames)[number];

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_NAME));

/** The calls of this feature, for `callSchemas`. */
export const upkeepCallSchemas = {
  /** Asks for a folder with the four files, or for the files themselves. */
  pickDataset: v.optional(v.strictObject({ what: v.picklist(['folder', 'files']) })),
  /** From the named mirror first; a second call joins the download under way. Errors: `cancelled`. */
  downloadDataset: v.optional(v.strictObject({ mirror: v.picklist(mirrorNames) })),
  /** `downloadDataset` then answers `cancelled`. */
  cancelDownload: v.undefined(),
  describeDatasets: v.undefined(),
  /** Reads and hashes the data set in use anew. Errors: `runUnderWay`. */
  verifyDataset: v.undefined(),
  /** Asks for a folder with four IDX files and `labels.txt`, and keeps a copy under this name. */
  importOwnDataset: v.strictObject({ name }),
  /** Uses one's own data set in the labs; Fashion-MNIST again with null. Errors: `runUnderWay`. */
  useDataset: v.strictObject({ id: v.nullable(ownDatasetIdSchema) }),
  /** One in use gives way to Fashion-MNIST. Errors: `runUnderWay`. */
  removeOwnDataset: v.strictObject({ id: ownDatasetIdSchema }),
  /** Trains with a trainer of its own, in a folder of its own. Errors: `runUnderWay`. */
  checkComputer: v.undefined(),
  getLicences: v.undefined(),
  /** Puts a report into the clipboard: the window may not. */
  copyText: v.strictObject({ text: v.pipe(v.string(), v.maxLength(20_000)) }),
} as const;

/** What main answers. */
export interface UpkeepCallOutput {
  /** null where the person closed the dialog. */
  pickDataset: DatasetStatus | null;
  downloadDataset: DatasetStatus;
  cancelDownload: null;
  describeDatasets: DatasetDetails;
  verifyDataset: DatasetStatus;
  /** null where the person closed the dialog. */
  importOwnDataset: OwnDatasetImport | null;
  useDataset: DatasetStatus;
  removeOwnDataset: null;
  checkComputer: SelfCheck;
  getLicences: readonly Licence[];
  copyText: null;
}

/** The data sets of this installation. */
export interface DatasetDetails {
  /** The files in use; empty where there are none. */
  readonly files: readonly {
    readonly file: string;
    /** On disk. */
    readonly bytes: number;
    /** Of the decoded file. */
    readonly sha256: string;
  }[];
  readonly own: readonly OwnDataset[];
}

/** A data set of one's own: four IDX files of 28 x 28 pictures, and the names of its classes. */
export interface OwnDataset {
  readonly id: string;
  readonly name: string;
  readonly classes: readonly string[];
  readonly train: number;
  readonly test: number;
  readonly bytes: number;
}

/** The data set that a folder became, or why it became none. */
export type OwnDatasetImport =
  | { readonly ok: true; readonly dataset: OwnDataset }
  | { readonly ok: false; readonly problem: OwnDatasetProblem };

/** What can be wrong with a folder that is to become a data set. */
export type OwnDatasetProblem =
  | DatasetProblem
  | { readonly code: 'pictureSize'; readonly file: string; readonly size: string }
  | { readonly code: 'pictureCount'; readonly file: string; readonly count: number }
  | {
      readonly code: 'labelCount';
      readonly file: string;
      readonly count: number;
      readonly pictures: number;
    }
  | {
      readonly code: 'labelRange';
      readonly file: string;
      readonly label: number;
      readonly classes: number;
    }
  /** `labels.txt` is not there, empty, or names too many classes. */
  | { readonly code: 'labelNames'; readonly count: number };

/** A package that the app contains, and the whole text of its licence. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}
