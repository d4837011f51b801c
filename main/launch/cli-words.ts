/** The command line in words: what is wrong with it, and what there is. */
import { allowedInterval, type NumberField } from '#contract/fields';
import { linearImplementations, softmaxImplementations } from '#contract/run';
import { m } from '#messages';
import { labFields, numberOptions, type Allowed, type Problem } from './options';

/** Names the option, the value and what is allowed. */
export function describeProblem(problem: Problem): string {
  const help = m.main_cli_see_help();
  switch (problem.code) {
    case 'unknownOption':
      return m.main_cli_unknown_option({ ...problem, help });
    case 'unexpected':
      return m.main_cli_unexpected({ ...problem, help });
    case 'twice':
      return m.main_cli_twice(problem);
    case 'needsTrain':
      return m.main_cli_needs_train(problem);
    case 'noValue':
      return m.main_cli_no_value(problem);
    case 'notTogether':
      return m.main_cli_not_together(problem);
    case 'missingValue':
      return m.main_cli_missing_value({ ...problem, allowed: describeAllowed(problem.allowed) });
    case 'badValue':
      return m.main_cli_bad_value({ ...problem, allowed: describeAllowed(problem.allowed) });
  }
}

function describeAllowed(allowed: Allowed): string {
  switch (allowed.kind) {
    case 'folder':
      return m.main_cli_a_folder();
    case 'file':
      return m.main_cli_a_file();
    case 'choices':
      return allowed.choices.join(', ');
    case 'number':
      return describeField(allowed.field);
  }
}

function describeField(field: NumberField): string {
  const interval = allowedInterval(field);
  return field.integer ? m.main_cli_an_integer({ interval }) : m.main_cli_a_number({ interval });
}

/** What `--help` prints. */
export function helpText(): string {
  const rows: readonly (readonly [option: string, help: string])[] = [
    ['FILE.linearlab-sheet', m.main_cli_help_file()],
    ['--data-dir DIR', m.main_cli_help_data_dir()],
    ['--lang en|zh-CN', m.main_cli_help_lang()],
    ['--self-check', m.main_cli_help_self_check()],
    ['--train softmax|linear', m.main_cli_help_train()],
    ['  --implementation NAME', m.main_cli_help_implementation({ list: implementationList() })],
    ['  --lr X', numberHelp('lr')],
    ['  --batch-size N', numberHelp('batch-size')],
    ['  --epochs N', numberHelp('epochs')],
    ['  --seed N', numberHelp('seed')],
    ['  --json FILE', m.main_cli_help_json()],
    ['  --screenshot FILE', m.main_cli_help_screenshot()],
    ['--help', m.main_cli_help_help()],
    ['--version', m.main_cli_help_version()],
  ];
  const width = Math.max(...rows.map(([option]) => option.length)) + 2;
  return [
    m.main_cli_usage(),
    '',
    m.main_cli_options(),
    ...rows.map(([option, help]) => `  ${option.padEnd(width)}${help}`),
  ].join('\n');
}

function implementationList(): string {
  return `softmax: ${softmaxImplementations.join(', ')}; linear: ${linearImplementations.join(', ')}`;
}

function numberHelp(option: keyof typeof numberOptions): string {
  const name = numberOptions[option];
  const softmax = labFields.softmax[name];
  const linear = labFields.linear[name];
  if (softmax.default === linear.default) {
    return m.main_cli_help_field({ allowed: describeField(softmax), fallback: softmax.default });
  }
  return m.main_cli_help_field_by_lab({
    softmax: describeField(softmax),
    softmaxFallback: softmax.default,
    linear: describeField(linear),
    linearFallback: linear.default,
  });
}
