// @ts-check
/**
 * `npm run graph [-- --check]`: compiles the graph anew, or tells whether the one in resources/ is what the lesson
 * compiles to. Needs Python 3.9 to 3.11; the packages go to the per-user cache.
 */
import { parseArgs } from 'node:util';
import { command, Failure } from './lib/failure.mjs';
import { compileGraph, graphPython, isGraphCurrent } from './graph/compile.mjs';

await command(async () => {
  const { check } = parseArgs({ options: { check: { type: 'boolean' } } }).values;
  const python = await graphPython((text) => console.error(text));
  if (!check) {
    await compileGraph(python);
    console.log('Compiled into resources/graph/softmax.');
    return 0;
  }
  if (!(await isGraphCurrent(python))) {
    throw new Failure(
      'resources/graph/softmax is not what lessons/softmax-regression/graph.py compiles to.',
      {
        todo: 'run npm run graph and commit the result',
      },
    );
  }
  console.log('resources/graph/softmax is what the lesson compiles to.');
  return 0;
});
