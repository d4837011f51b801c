/** The contract's errors in words, for the window, the command line and the records of failed runs. */
import type { AppErrorData, ErrorCode } from '#contract/errors';
import { refusals, type Refusal } from '#contract/exports';
import { m } from '#messages';

type Params = AppErrorData['params'];

const refusalTexts: Record<Refusal, (params: Record<Key, string>) => string> = {
  foreign: ({ file }) => m.error_refused_foreign({ file }),
  damaged: ({ file, field }) => m.error_refused_damaged({ file, field }),
  newer: (params) => m.error_refused_newer(params),
  tooLarge: (params) => m.error_refused_too_large(params),
  field: (params) => m.error_refused_field(params),
  unreadable: ({ file }) => m.error_refused_unreadable({ file }),
};
type Key = 'file' | 'field' | 'value' | 'allowed';

function refusedText({ reason, file = '', field = '', value = '', allowed = '' }: Params): string {
  const known = refusals.find((one) => one === reason) ?? 'foreign';
  return refusalTexts[known]({ file, field: field || file, value, allowed });
}

const texts: Record<ErrorCode, (params: Params) => string> = {
  invalidInput: ({ field = '', value = '', allowed = '' }) =>
    m.error_invalid_input({ field, value, allowed }),
  refused: () => m.error_refused(),
  dataMissing: () => m.error_data_missing(),
  trainerUnavailable: () => m.error_trainer_unavailable(),
  trainerDied: () => m.error_trainer_died(),
  implementationUnavailable: ({ detail = '' }) => m.error_implementation_unavailable({ detail }),
  runUnderWay: () => m.error_run_under_way(),
  sweepUnderWay: () => m.error_sweep_under_way(),
  noSuchSweep: ({ id = '' }) => m.error_no_such_sweep({ id }),
  alreadyThere: ({ file = '' }) => m.error_already_there({ file }),
  noSuchRun: ({ id = '' }) => m.error_no_such_run({ id }),
  noSuchEpoch: ({ epoch = '' }) => m.error_no_such_epoch({ epoch }),
  noSuchCheckpoint: ({ id = '' }) => m.error_no_such_checkpoint({ id }),
  unreadableFile: ({ file = '' }) => m.error_unreadable_file({ file }),
  newerFile: ({ file = '' }) => m.error_newer_file({ file }),
  invalidFile: ({ file = '', field = '', value = '', allowed = '' }) =>
    m.error_invalid_file({ file, field, value, allowed }),
  noSuchSheet: ({ id = '' }) => m.error_no_such_sheet({ id }),
  diskFull: () => m.error_disk_full(),
  notWritable: () => m.error_not_writable(),
  notSaved: ({ file = '', reason }) => {
    if (reason === 'there') return m.error_not_saved_there({ file });
    return reason === 'full'
      ? m.error_not_saved_full({ file })
      : m.error_not_saved_refused({ file });
  },
  refusedFile: refusedText,
  cancelled: () => m.error_cancelled(),
  internal: () => m.error_internal(),
};

/** An error of the contract in words: what happened, what was kept, what to do. */
export function errorText({ code, params }: AppErrorData): string {
  return texts[code](params);
}
