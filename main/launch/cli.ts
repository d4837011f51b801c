/**
 * The command line as data: what it asks for, or what is wrong with it. Pure; `cli-words.ts` puts it into words.
 * What a value may be comes from the contract, as everywhere.
 */
import { fieldProblem, linearFields, softmaxFields, type NumberField } from '#contract/fields';
import { isRunFile } from '#contract/exports';
import {
  labs,
  linearConfigSchema,
  linearImplementations,
  softmaxConfigSchema,
  softmaxImplementations,
  type Lab,
  type LinearConfig,
  type LinearImplementation,
  type SoftmaxConfig,
  type SoftmaxImplementation,
} from '#contract/run';
import { languages, type Language } from '#contract/settings';
import { SHEET_EXTENSION } from '#contract/sheet';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';

export interface CommandLine {
  readonly command: Command;
  readonly dataDir?: string;
  readonly language?: Language;
}

export type Command =
  /** With files to open: what a double click gives. */
  | { readonly kind: 'open'; readonly files?: readonly string[] }
  | { readonly kind: 'selfCheck' }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | TrainCommand;

export interface TrainCommand {
  readonly kind: 'train';
  /** Without an implementation, it is the fastest that the engine has. */
  readonly request: TrainRequest;
  readonly json?: string;
  readonly screenshot?: string;
}

export type TrainRequest =
  | {
      readonly lab: 'softmax';
      readonly implementation?: SoftmaxImplementation;
      readonly config: SoftmaxConfig;
    }
  | {
      readonly lab: 'linear';
      readonly implementation?: LinearImplementation;
      readonly config: LinearConfig;
    };

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

export type ParsedCommandLine =
  | { readonly ok: true; readonly commandLine: CommandLine }
  /** The language as far as it is known, to say what is wrong. */
  | { readonly ok: false; readonly problem: Problem; readonly language?: Language };

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
type ValuedOption = keyof typeof valued;
type Flag = keyof typeof flags;

const onlyWithTrain = [
  'implementation',
  'lr',
  'batch-size',
  'epochs',
  'seed',
  'json',
  'screenshot',
] as const satisfies readonly ValuedOption[];

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

/**
 * The arguments that are the app's own. A packaged app has them all after its own name; a bare Electron runtime takes the app's
 * folder first, and what stands before that is the runtime's.
 */
export function ownArguments(
  argv: readonly string[],
  app: { readonly packaged: boolean; readonly path: string },
): readonly string[] {
  const args = argv.slice(1);
  if (app.packaged) return args;
  const named = args.findIndex((arg) => !arg.startsWith('-') && resolve(arg) === app.path);
  const index = named === -1 ? args.findIndex((arg) => !arg.startsWith('-')) : named;
  return args.slice(index + 1);
}

/** Reads the app's own arguments. Paths are resolved against `cwd`. */
export function parseCommandLine(args: readonly string[], cwd: string): ParsedCommandLine {
  const { problem, ...options } = readOptions(args);
  const { values } = options;
  const language = languages.find((one) => one === values.get('lang'));
  try {
    if (problem) throw new Refusal(problem);
    return { ok: true, commandLine: readCommandLine(options, cwd) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, problem: error.problem, ...(language && { language }) };
  }
}

class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

type Values = ReadonlyMap<ValuedOption, string>;

interface Options {
  readonly values: Values;
  readonly present: ReadonlySet<Flag>;
  /** Files to open, as they were given. */
  readonly files: readonly string[];
  /** What is wrong with the first option that is. */
  readonly problem: Problem | undefined;
}

function readOptions(args: readonly string[]): Options {
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

function readCommandLine(options: Omit<Options, 'problem'>, cwd: string): CommandLine {
  const { values } = options;
  const language = readChoice(values, 'lang', languages);
  const dataDir = values.get('data-dir');
  return {
    command: readCommand(options, cwd),
    ...(dataDir !== undefined && { dataDir: resolve(cwd, dataDir) }),
    ...(language && { language }),
  };
}

function readCommand({ values, present, files }: Omit<Options, 'problem'>, cwd: string): Command {
  if (present.has('help')) return { kind: 'help' };
  if (present.has('version')) return { kind: 'version' };
  const lab = readChoice(values, 'train', labs);
  if (lab === undefined) {
    const orphan = onlyWithTrain.find((option) => values.has(option));
    if (orphan) throw new Refusal({ code: 'needsTrain', option: `--${orphan}` });
    if (!present.has('self-check')) {
      return {
        kind: 'open',
        ...(files.length > 0 && { files: files.map((file) => resolve(cwd, file)) }),
      };
    }
  }
  const [unexpected] = files;
  if (unexpected !== undefined) throw new Refusal({ code: 'unexpected', value: unexpected });
  if (lab === undefined) return { kind: 'selfCheck' };
  if (present.has('self-check')) {
    throw new Refusal({ code: 'notTogether', option: '--self-check', other: '--train' });
  }
  const json = values.get('json');
  const screenshot = values.get('screenshot');
  return {
    kind: 'train',
    request: readRequest(values, lab),
    ...(json !== undefined && { json: resolve(cwd, json) }),
    ...(screenshot !== undefined && { screenshot: resolve(cwd, screenshot) }),
  };
}

function readRequest(values: Values, lab: Lab): TrainRequest {
  const numbers = {
    learningRate: readNumber(values, 'lr', lab),
    batchSize: readNumber(values, 'batch-size', lab),
    epochs: readNumber(values, 'epochs', lab),
    seed: readNumber(values, 'seed', lab),
  };
  // The schemas fill in the rest.
  if (lab === 'softmax') {
    const implementation = readChoice(values, 'implementation', softmaxImplementations);
    const config = v.parse(softmaxConfigSchema, numbers);
    return { lab, config, ...(implementation && { implementation }) };
  }
  const implementation = readChoice(values, 'implementation', linearImplementations);
  const config = v.parse(linearConfigSchema, numbers);
  return { lab, config, ...(implementation && { implementation }) };
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function readNumber(values: Values, option: keyof typeof numberOptions, lab: Lab): number {
  const field = labFields[lab][numberOptions[option]];
  const text = values.get(option);
  if (text === undefined) return field.default;
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
  if (fieldProblem(field, value) === undefined) return value;
  throw new Refusal({
    code: 'badValue',
    option: `--${option}`,
    value: text,
    allowed: { kind: 'number', field },
  });
}

function readChoice<T extends string>(
  values: Values,
  option: ValuedOption,
  choices: readonly T[],
): T | undefined {
  const text = values.get(option);
  if (text === undefined) return undefined;
  const choice = choices.find((one) => one === text);
  if (choice !== undefined) return choice;
  throw new Refusal({
    code: 'badValue',
    option: `--${option}`,
    value: text,
    allowed: { kind: 'choices', choices },
  });
}
