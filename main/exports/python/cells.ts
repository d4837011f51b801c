/** Python in cells: the templates of this folder, cut at their `# %%` lines, with the prose in the app's language. */
import { m } from '#messages';
import generator from './generator.py?raw';
import linear from './linear.py?raw';
import softmax from './softmax.py?raw';
import type { PythonRun } from './run';

export interface Cell {
  readonly kind: 'markdown' | 'code';
  readonly text: string;
}

const prose = {
  generator: m.export_py_generator,
  data: m.export_py_data,
  synthetic: m.export_py_synthetic,
  model: m.export_py_model,
  training: m.export_py_training,
  comparison: m.export_py_comparison,
} satisfies Record<string, () => string>;

/** The program that repeats a run: what it is, its settings, the generator, and the lab's own cells. */
export function cellsOf({ lab, title, about, literal }: PythonRun): readonly Cell[] {
  return [
    { kind: 'markdown', text: `# ${title}\n\n${about}` },
    { kind: 'code', text: `RUN = ${literal}` },
    ...cut(generator),
    ...cut(lab === 'softmax' ? softmax : linear),
  ];
}

/** A template's cells. What follows `[markdown]` names a text of the messages. */
function cut(template: string): Cell[] {
  return template
    .split(/^# %%/m)
    .slice(1)
    .map((piece): Cell => {
      const name = /^ \[markdown\] (\w+)\n/.exec(piece)?.[1];
      if (name === undefined) return { kind: 'code', text: piece.trim() };
      if (!isProse(name)) throw new Error(`no text is called ${name}`);
      return { kind: 'markdown', text: prose[name]() };
    });
}

function isProse(name: string): name is keyof typeof prose {
  return Object.hasOwn(prose, name);
}

/** One program: prose becomes comments. Whatever a text holds, each of its lines is a comment. */
export function toScript(cells: readonly Cell[]): string {
  const parts = cells.map(({ kind, text }) => (kind === 'code' ? text : commented(text)));
  return `${parts.join('\n\n')}\n`;
}

function commented(text: string): string {
  // Python ends a line, and so a comment, where these stand.
  return text
    .split(/\r\n|[\p{Cc}\u2028\u2029]/u)
    .map((line) => `# ${line}`.trimEnd())
    .join('\n');
}

/** A Jupyter notebook, format 4.5. */
export function toNotebook(cells: readonly Cell[], language: string): string {
  const document = {
    cells: cells.map(({ kind, text }, index) => ({
      id: `cell-${index + 1}`,
      cell_type: kind,
      metadata: {},
      source: text.split(/(?<=\n)/),
      ...(kind === 'code' && { execution_count: null, outputs: [] }),
    })),
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python' },
      linearlab: { language },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}
