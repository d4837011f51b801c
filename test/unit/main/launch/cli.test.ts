import { linearFields, softmaxFields } from '#contract/fields';
import { languages } from '#contract/settings';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownArguments, parseCommandLine } from '../../../../main/launch/cli';
import { describeProblem, helpText } from '../../../../main/launch/cli-words';
import { speak } from '../../../../main/locale';
import { softmaxNotes } from '../../../support/notes';

const cwd = resolve('/home/student');

function parse(...args: string[]) {
  return parseCommandLine(args, cwd);
}

function commandOf(...args: string[]) {
  const parsed = parse(...args);
  if (!parsed.ok) throw new Error(describeProblem(parsed.problem));
  return parsed.commandLine.command;
}

/** What is said of a command line that is refused. */
function complaint(...args: string[]): string {
  const parsed = parse(...args);
  if (parsed.ok) throw new Error(`accepted: ${args.join(' ')}`);
  return describeProblem(parsed.problem);
}

describe('parseCommandLine(args, cwd)', () => {
  test('no options open the window', () => {
    expect(parse()).toEqual({ ok: true, commandLine: { command: { kind: 'open' } } });
  });

  test('a lab sheet is opened, whatever the case of its extension; another file is not', () => {
    expect(commandOf('a.linearlab-sheet', '第一 份.LINEARLAB-SHEET')).toEqual({
      kind: 'open',
      files: [resolve(cwd, 'a.linearlab-sheet'), resolve(cwd, '第一 份.LINEARLAB-SHEET')],
    });
    expect(complaint('a.txt')).toContain('a.txt');
    expect(complaint('--train', 'linear', 'a.linearlab-sheet')).toContain('a.linearlab-sheet');
    expect(complaint('--self-check', 'a.linearlab-sheet')).toContain('a.linearlab-sheet');
  });

  test('a data folder is resolved against the current one', () => {
    expect(parse('--data-dir', 'runs 数据', '--lang=zh-CN')).toEqual({
      ok: true,
      commandLine: {
        command: { kind: 'open' },
        dataDir: resolve(cwd, 'runs 数据'),
        language: 'zh-CN',
      },
    });
  });

  test('--train softmax has the defaults of section 3.6 and leaves the implementation to the engine', () => {
    expect(commandOf('--train', 'softmax')).toEqual({
      kind: 'train',
      request: {
        lab: 'softmax',
        config: softmaxNotes,
      },
    });
  });

  test('--train linear has the defaults of section 3.2', () => {
    expect(commandOf('--train', 'linear', '--implementation', 'analytic')).toMatchObject({
      request: {
        lab: 'linear',
        implementation: 'analytic',
        config: {
          learningRate: 0.03,
          batchSize: 10,
          epochs: 3,
          trueW1: 2,
          trueW2: -3.4,
          trueB: 4.2,
        },
      },
    });
  });

  test('every number is taken over, with a space or an equals sign', () => {
    expect(
      commandOf('--train=softmax', '--lr', '5e-2', '--batch-size=16', '--epochs', '3', '--seed=42'),
    ).toMatchObject({
      request: { config: { learningRate: 0.05, batchSize: 16, epochs: 3, seed: 42 } },
    });
  });

  test('files are resolved against the current folder', () => {
    expect(
      commandOf('--train', 'linear', '--json', 'a.json', '--screenshot', 'b/c.png'),
    ).toMatchObject({ json: resolve(cwd, 'a.json'), screenshot: resolve(cwd, 'b/c.png') });
  });

  test('--help and --version win over what else is asked', () => {
    expect(commandOf('--train', 'softmax', '--help')).toEqual({ kind: 'help' });
    expect(commandOf('--version', '--self-check')).toEqual({ kind: 'version' });
  });

  test('switches of Chromium, Node and macOS are not ours to refuse', () => {
    expect(
      commandOf('--no-sandbox', '--inspect=0', '--remote-debugging-port=0', '-psn_0_1234'),
    ).toEqual({ kind: 'open' });
  });

  test.each([
    [['--lr', '0', '--train', 'softmax'], '--lr: 0 is not possible. Allowed: a number in (0, 10].'],
    [
      ['--train', 'softmax', '--lr=abc'],
      '--lr: abc is not possible. Allowed: a number in (0, 10].',
    ],
    [
      ['--train', 'softmax', '--lr', '0x1'],
      '--lr: 0x1 is not possible. Allowed: a number in (0, 10].',
    ],
    [
      ['--train', 'softmax', '--lr', '-1'],
      '--lr: -1 is not possible. Allowed: a number in (0, 10].',
    ],
    [
      ['--train', 'softmax', '--batch-size', '2.5'],
      '--batch-size: 2.5 is not possible. Allowed: an integer in [1, 60000].',
    ],
    [
      ['--train', 'linear', '--epochs', '1001'],
      '--epochs: 1001 is not possible. Allowed: an integer in [1, 1000].',
    ],
    [
      ['--train', 'softmax', '--seed', '4294967296'],
      '--seed: 4294967296 is not possible. Allowed: an integer in [0, 4294967295].',
    ],
    [
      ['--train', 'softmax', '--implementation', 'analytic'],
      '--implementation: analytic is not possible. Allowed: scratch, concise, graph.',
    ],
    [['--train', 'cnn'], '--train: cnn is not possible. Allowed: softmax, linear.'],
    [['--lang', 'de'], '--lang: de is not possible. Allowed: en, zh-CN.'],
    [['--data-dir'], '--data-dir: its value is missing. Allowed: a folder.'],
    [['--data-dir='], '--data-dir: its value is missing. Allowed: a folder.'],
    [['--json', '--train', 'softmax'], '--json: its value is missing. Allowed: a file.'],
    [['--epochs', '3'], '--epochs: only together with --train.'],
    [['--self-check', '--train', 'linear'], '--self-check: not together with --train.'],
    [['--self-check=yes'], '--self-check: it takes no value, but got yes.'],
    [['--lang', 'en', '--lang', 'en'], '--lang: given more than once.'],
    [['--fast'], '--fast: there is no such option. --help lists them.'],
    [['-x'], '-x: there is no such option. --help lists them.'],
    [
      ['report.json'],
      'report.json: what is this for? LinearLab takes options only. --help lists them.',
    ],
  ])('%j is refused: %s', (args, words) => {
    speak('en');
    expect(complaint(...args)).toBe(words);
  });

  test('a mistake is named in the language that was asked for', () => {
    const parsed = parse('--fast', '--lang', 'zh-CN');
    expect(parsed).toMatchObject({ ok: false, language: 'zh-CN' });
    speak('zh-CN');
    expect(complaint('--fast')).toBe('--fast：没有这个选项。用 --help 查看全部选项。');
    speak('en');
  });

  test('any text as a value is either within the limits or refused by name, never thrown', () => {
    const option = fc.constantFrom(
      '--lr',
      '--batch-size',
      '--epochs',
      '--seed',
      '--implementation',
    );
    const text = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String));
    fc.assert(
      fc.property(option, text, fc.constantFrom('softmax', 'linear'), (name, value, lab) => {
        const parsed = parse('--train', lab, `${name}=${value}`);
        if (!parsed.ok) {
          expect(parsed.problem).toMatchObject({ option: name });
          return;
        }
        const { command } = parsed.commandLine;
        if (command.kind !== 'train') throw new Error(command.kind);
        const { learningRate, batchSize, epochs, seed } = command.request.config;
        const { max } = softmaxFields.learningRate;
        expect(learningRate > 0 && learningRate <= max).toBe(true);
        for (const whole of [batchSize, epochs, seed]) expect(Number.isInteger(whole)).toBe(true);
        expect(batchSize >= 1 && batchSize <= 60_000).toBe(true);
        expect(epochs >= 1 && epochs <= 1000).toBe(true);
        expect(seed >= 0 && seed < 2 ** 32).toBe(true);
      }),
    );
  });

  test('any arguments at all are answered', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('--', '-', '--=', '--lr=='))),
        (args) => {
          expect(typeof parse(...args).ok).toBe('boolean');
        },
      ),
    );
  });
});

describe('ownArguments(argv, app)', () => {
  const app = { packaged: false, path: resolve('/work') };

  test('a packaged app owns all but its own name', () => {
    expect(ownArguments(['linearlab', '--lang', 'en'], { ...app, packaged: true })).toEqual([
      '--lang',
      'en',
    ]);
  });

  test('what stands before the app’s folder belongs to the runtime', () => {
    const argv = ['electron', '-r', './loader.js', '--no-sandbox', app.path, '--data-dir', 'x'];
    expect(ownArguments(argv, app)).toEqual(['--data-dir', 'x']);
  });

  test('a folder that cannot be recognized is the first argument that is no switch', () => {
    expect(ownArguments(['electron', '--inspect=0', 'main.js', '--help'], app)).toEqual(['--help']);
  });
});

describe('helpText()', () => {
  test.each(languages)('in %s, it names every option, range and default', (language) => {
    speak(language);
    const text = helpText();
    for (const option of [
      '--data-dir',
      '--lang',
      '--self-check',
      '--train',
      '--implementation',
      '--lr',
      '--batch-size',
      '--epochs',
      '--seed',
      '--json',
      '--screenshot',
      '--help',
      '--version',
    ]) {
      expect(text).toContain(option);
    }
    expect(text).toContain('(0, 10]');
    expect(text).toContain(String(linearFields.learningRate.default));
    speak('en');
  });
});
