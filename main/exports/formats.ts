/** Each format of a run: its extension, what a dialog calls it, and how its bytes are made. */
import type { RunFormat } from '#contract/exports';
import { RUN_FILE } from '#contract/exports';
import { AppError } from '#contract/errors';
import { m } from '#messages';
import { writeRecord } from '../runs/record';
import type { RunBundle } from './bundle';
import { language } from './format';
import { encodeNpy } from './npy';
import { cellsOf, toNotebook, toScript } from './python/cells';
import { pythonRun } from './python/run';
import { labReport } from './report/report';
import { encodeRunFile } from './run-file';
import { encodeSafetensors } from './safetensors';
import { metricsCsv } from './tables';
import { namedTensors, type NamedTensor } from './tensors';

export interface FormatContext {
  readonly app: string;
  /** A page as a PDF document. */
  readonly printPdf: (html: string) => Promise<Uint8Array>;
}

export interface Format {
  readonly extension: string;
  /** What a save dialog calls files of this kind. */
  readonly title: () => string;
  readonly make: (bundle: RunBundle, context: FormatContext) => Promise<Uint8Array> | Uint8Array;
}

const text = (content: string) => new TextEncoder().encode(content);

export const formats: Readonly<Record<RunFormat, Format>> = {
  report: {
    extension: 'html',
    title: m.export_kind_html,
    make: (bundle) => text(labReport(bundle)),
  },
  pdf: {
    extension: 'pdf',
    title: m.export_kind_pdf,
    make: (bundle, { printPdf }) => printPdf(labReport(bundle)),
  },
  notebook: {
    extension: 'ipynb',
    title: m.export_kind_notebook,
    make: ({ record, snapshots }) =>
      text(toNotebook(cellsOf(pythonRun(record, snapshots)), language())),
  },
  script: {
    extension: 'py',
    title: m.export_kind_script,
    make: ({ record, snapshots }) => text(toScript(cellsOf(pythonRun(record, snapshots)))),
  },
  safetensors: {
    extension: 'safetensors',
    title: m.export_kind_safetensors,
    make: (bundle) => {
      const { id, startedAt } = bundle.record;
      return encodeSafetensors(lastTensors(bundle), { run: id, startedAt, format: 'pt' });
    },
  },
  npy: {
    extension: 'npy',
    title: m.export_kind_npy,
    make: (bundle) => encodeNpy(lastTensors(bundle)),
  },
  csv: {
    extension: 'csv',
    title: m.export_kind_csv,
    make: ({ record }) => text(metricsCsv(record)),
  },
  json: {
    extension: 'json',
    title: m.export_kind_json,
    make: ({ record }) => text(writeRecord(record)),
  },
  runFile: {
    extension: RUN_FILE,
    title: m.export_kind_run_file,
    make: ({ record, snapshots }, { app }) => encodeRunFile({ record, snapshots }, app),
  },
};

/** @throws {AppError} `noSuchEpoch` where no weights were kept */
function lastTensors({ record, snapshots }: RunBundle): readonly NamedTensor[] {
  const last = snapshots.at(-1);
  if (!last) throw new AppError('noSuchEpoch', { epoch: String(record.epochs.length) });
  return namedTensors(record.lab, last.weights);
}
