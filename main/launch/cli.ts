/**
 * The command line as data: what it asks for, or what is wrong with it. Pure; `cli-words.ts` puts it into words. What is wrong
 * with an option by itself, `options.ts` finds.
 */
import { fieldProblem } from '#contract/fields';
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
import { resolve } from 'node:path';
import * as v from 'valibot';
import {
  labFields,
  numberOptions,
  readOptions,
  type Options,
  type Problem,
  type ValuedOption,
  type Values,
} from './options';

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

export type ParsedCommandLine =
  | { readonly ok: true; readonly commandLine: CommandLine }
  /** The language as far as it is known, to say what is wrong. */
  | { readonly ok: false; readonly problem: Problem; readonly language?: Language };

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

const onlyWithTrain = [
  'implementation',
  'lr',
  'batch-size',
  'epochs',
  'seed',
  'json',
  'screenshot',
] as const satisfies readonly ValuedOption[];

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
