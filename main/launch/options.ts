/** The options of the command line: which there are, what the value of each may be, and which were given. */
import { isRunFile } from '#contract/exports';
import { linearFields, softmaxFields, type NumberField } from '#contract/fields';
import { labs, linearImplementations, softmaxImplementations } from '#contract/run';
import { languages } from '#contract/settings';
import { SHEET_EXTENSION } from '#contract/sheet';
import { parseArgs } from 'node:util';

/** What is wrong with an option, or with what stands beside the options. */
export type Problem =
  | { readonly code: 'unknownOption' | 'twice' | 'needsTrain'; readonly option: string }
  | { readonly code: 'unexpected'; readonly value: string }
  | { readonly code: 'missingValue'; readonly option: string; readonly allowed: Allowed }
  | { readonly code: 'noValue'; readonly option: string; readonly value: string }
  | {
      readonly code: 'badValue';
      readonly option: string;
      readonly value: string;
      readonly allowed: Allowed;
    }
  | { readonly code: 'notTogether'; readonly option: string; readonly other: string };

/** What an option's value may be. */
export type Allowed =
  | { readonly kind: 'folder' | 'file' }
  | { readonly kind: 'choices'; readonly choices: readonly string[] }
  | { readonly kind: 'number'; readonly field: NumberField };

/** The fields of the contract, by lab. */
export const labFields = { softmax: softmaxFields, linear: linearFields };

/** The options for numbers, and the field of the contract that each sets. */
export const numberOptions = {
  lr: 'learningRate',
  'batch-size': 'batchSize',
  epochs: 'epochs',
  seed: 'seed',
} as const;

const valued = {
  'data-dir': { type: 'string' },
  lang: { type: 'string' },
  train: { type: 'string' },
  implementation: { type: 'string' },
  lr: { type: 'string' },
  'batch-size': { type: 'string' },
  epochs: { type: 'string' },
  seed: { type: 'string' },
  json: { type: 'string' },
  screenshot: { type: 'string' },
} as const;
const flags = {
  'self-check': { type: 'boolean' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const;
export type ValuedOption = keyof typeof valued;
type Flag = keyof typeof flags;

/** Switches that Chromium, Node or a test driver read on the same command line; they are not ours to refuse. */
const runtimeSwitches = new Set([
  'allow-file-access-from-files',
  'disable-dev-shm-usage',
  'disable-features',
  'disable-gpu',
  'disable-software-rasterizer',
  'enable-features',
  'enable-logging',
  'force-color-profile',
  'force-device-scale-factor',
  'force-high-contrast',
  'force-renderer-accessibility',
  'inspect',
  'inspect-brk',
  'js-flags',
  'log-file',
  'log-level',
  'log-net-log',
  'no-sandbox',
  'original-process-start-time',
  'ozone-platform',
  'ozone-platform-hint',
  'password-store',
  'remote-debugging-pipe',
  'remote-debugging-port',
  'trace-warnings',
  'use-angle',
  'use-gl',
  'v',
  'vmodule',
]);

export type Values = ReadonlyMap<ValuedOption, string>;

export interface Options {
  readonly values: Values;
  readonly present: ReadonlySet<Flag>;
  /** Files to open, as they were given. */
  readonly files: readonly string[];
  /** What is wrong with the first option that is. */
  readonly problem: Problem | undefined;
}

/** What was given, and the first thing that is wrong with it, looked at option by option. */
export function readOptions(args: readonly string[]): Options {
  const values = new Map<ValuedOption, string>();
  const present = new Set<Flag>();
  const files: string[] = [];
  const problems: Problem[] = [];
  const { tokens } = parseArgs({
    // The Finder of macOS adds its own process number.
    args: args.filter((arg) => !arg.startsWith('-psn_')),
    options: { ...valued, ...flags },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (isOpenable(token.value)) files.push(token.value);
      else problems.push({ code: 'unexpected', value: token.value });
    }
    if (token.kind !== 'option') continue;
    const { name, rawName: option, value } = token;
    if (isValued(name)) {
      if (values.has(name)) problems.push({ code: 'twice', option });
      if (!value || (!token.inlineValue && value.startsWith('--'))) {
        problems.push({ code: 'missingValue', option, allowed: allowedFor(name) });
      } else values.set(name, value);
    } else if (isFlag(name)) {
      if (value !== undefined) problems.push({ code: 'noValue', option, value });
      present.add(name);
    } else if (!runtimeSwitches.has(name)) problems.push({ code: 'unknownOption', option });
  }
  return { values, present, files, problem: problems[0] };
}

/** Whether the app opens files of this name, as it does on a double click. */
export function isOpenable(path: string): boolean {
  return isRunFile(path) || path.toLowerCase().endsWith(SHEET_EXTENSION);
}

function isValued(name: string): name is ValuedOption {
  return Object.hasOwn(valued, name);
}

function isFlag(name: string): name is Flag {
  return Object.hasOwn(flags, name);
}

/** What `option` may be, as far as that does not depend on the lab. */
function allowedFor(option: ValuedOption): Allowed {
  switch (option) {
    case 'data-dir':
      return { kind: 'folder' };
    case 'json':
    case 'screenshot':
      return { kind: 'file' };
    case 'lang':
      return { kind: 'choices', choices: languages };
    case 'train':
      return { kind: 'choices', choices: labs };
    case 'implementation':
      return {
        kind: 'choices',
        choices: [...new Set([...softmaxImplementations, ...linearImplementations])],
      };
    case 'lr':
    case 'batch-size':
    case 'epochs':
    case 'seed':
      return { kind: 'number', field: softmaxFields[numberOptions[option]] };
  }
}
