/** The folder that repeats a sweep with Ray Tune: the scripts are the files beside this one, bundled as text. */
import { batchSizesOf, learningRatesOf, SWEEP_SCHEMA, type SweepRequest } from '#contract/sweep';
import type { Language } from '#contract/settings';
import { placesOf } from '../../sweeps/cells';
import generator from '../python/generator.py?raw';
import readmeEn from './README.en.md?raw';
import readmeZh from './README.zh-CN.md?raw';
import requirements from './requirements.txt?raw';
import sweep from './sweep.py?raw';
import training from './training.py?raw';

const readmes: Record<Language, string> = { en: readmeEn, 'zh-CN': readmeZh };

/** The files by name. `dataset` is the SHA-256 that the data must have (`DatasetStatus.sha256`). */
export function raySweepFiles(
  request: SweepRequest,
  dataset: string,
  language: Language,
): Readonly<Record<string, string>> {
  const cells = placesOf(request);
  return {
    'README.md': filledIn(readmes[language], {
      cells: cells.length,
      rates: learningRatesOf(request).join(', '),
      sizes: batchSizesOf(request).join(', '),
      epochs: request.epochs,
      examples: request.numTrain,
      seed: request.seed,
    }),
    'generator.py': withoutCellMarks(generator),
    'requirements.txt': requirements,
    'sweep.json': `${JSON.stringify({ schema: SWEEP_SCHEMA, request, cells, dataset }, null, 2)}\n`,
    'sweep.py': sweep,
    'training.py': training,
  };
}

function filledIn(text: string, values: Readonly<Record<string, number | string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The generator is a cell of the exported notebook, too. */
function withoutCellMarks(source: string): string {
  return source.replaceAll(/^# %%.*\n/gm, '');
}
