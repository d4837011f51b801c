/** Help > Save diagnostics: collected on request, shown, and saved as it was shown. */
import type { AppState, RunList } from '#contract/calls';
import { basename, join } from 'node:path';
import { writeAtomic } from '../files';
import type { CallHandlers } from '../ipc';
import { withoutPersonal } from './logger';
import type { DataPaths } from '../paths';
import { listCrashDumps } from './crash-dumps';
import { logTail } from './log-tail';
import { describeMachine } from './machine';

/** Of each log: some thousand lines. */
const LOG_BYTES = 200_000;
/** Of the newest runs. */
const RUNS = 10;

export interface DiagnosticsOptions {
  readonly paths: Pick<DataPaths, 'root' | 'logs' | 'window'>;
  readonly now: () => Date;
  readonly state: () => AppState;
  readonly runs: () => Promise<RunList>;
  /** Asks for the file to save to; null where the person closed the dialog. */
  readonly pickTarget: (suggested: string) => Promise<string | null>;
}

export function diagnosticsHandlers(
  options: DiagnosticsOptions,
): Pick<CallHandlers, 'getDiagnostics' | 'saveDiagnostics'> {
  let shown: { readonly text: string; readonly at: Date } | null = null;
  const collect = async () => {
    const at = options.now();
    shown = { text: await collectDiagnostics(options, at), at };
    return shown;
  };
  return {
    getDiagnostics: async () => {
      const { text } = await collect();
      return { text };
    },
    saveDiagnostics: async () => {
      const { text, at } = shown ?? (await collect());
      const day = at.toISOString().slice(0, 10);
      const file = await options.pickTarget(`linearlab-diagnostics-${day}.txt`);
      if (file === null) return null;
      await writeAtomic(file, text);
      return { file: basename(file) };
    },
  };
}

async function collectDiagnostics(options: DiagnosticsOptions, at: Date): Promise<string> {
  const { paths } = options;
  const { app, settings, setAside, trainer, dataset, run } = options.state();
  const [machine, dumps, runs, before, log] = await Promise.all([
    describeMachine(paths.root),
    listCrashDumps(paths.window),
    describeRuns(options.runs),
    logTail(join(paths.logs, 'main.old.log'), LOG_BYTES),
    logTail(join(paths.logs, 'main.log'), LOG_BYTES),
  ]);
  const { language, theme, notebookOpen } = settings;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [
      'LinearLab',
      [`version ${app.version}`, `sandbox ${app.sandbox ? 'on' : 'off'}`, at.toISOString()],
    ],
    ['This computer', machine],
    ['Trainer', [JSON.stringify(trainer, null, 2)]],
    ['Data set', [JSON.stringify(dataset, null, 2)]],
    ['Settings', [JSON.stringify({ language, theme, notebookOpen, setAside }, null, 2)]],
    ['Runs', [`under way: ${run?.record.id ?? 'none'}`, ...runs]],
    ['Crash dumps, which are not in this file', dumps.length > 0 ? dumps : ['none']],
    ['Log before this one', [before || 'none']],
    ['Log', [log || 'none']],
  ];
  const text = sections.map(([title, lines]) => `== ${title}\n${lines.join('\n')}\n`).join('\n');
  return withoutPersonal(text, paths.root);
}

/** No names and no notes: what a run was, and how it ended. */
async function describeRuns(list: () => Promise<RunList>): Promise<readonly string[]> {
  try {
    const { runs, unreadable, bytes } = await list();
    return [
      `${runs.length} kept, ${bytes} bytes`,
      ...unreadable.map(({ id, reason }) => `${id}: ${reason}`),
      ...runs
        .slice(0, RUNS)
        .map(({ id, lab, implementation, state, epochsDone, epochMs, engine, failure }) =>
          [
            `${id}: ${lab} ${implementation}, ${state} after ${epochsDone} epochs`,
            epochMs === null ? '' : `, ${Math.round(epochMs)} ms an epoch`,
            ` on ${engine.kind} ${engine.version}`,
            failure === undefined ? '' : `, ${failure}`,
          ].join(''),
        ),
    ];
  } catch {
    return ['cannot be listed'];
  }
}
