// @ts-check
/** From lessons/softmax-regression/graph.py to the SavedModel that the trainer loads. */
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { withTemporaryFolder } from '../lib/files.mjs';
import { root, statePath } from '../lib/places.mjs';
import { run } from '../lib/process.mjs';
import { ensurePython } from '../lib/venv.mjs';

/** The only file of a SavedModel without variables. */
const savedModel = join(root, 'resources', 'graph', 'softmax', 'saved_model.pb');

const packages = {
  name: 'tensorflow',
  requirements: join(root, 'tools', 'graph', 'requirements.txt'),
  python: { from: '3.9', before: '3.12' },
};

/** The Python that has the graph's TensorFlow, made ready if need be. @param {(text: string) => void} [note] */
export const graphPython = (note) => ensurePython(packages, note);

/** Compiles the lesson into the checked-in SavedModel. @param {string} python */
export const compileGraph = (python) => compile(python, (file) => copyFile(file, savedModel));

/** Whether the checked-in SavedModel is, byte for byte, what the lesson compiles to. @param {string} python */
export const isGraphCurrent = (python) =>
  compile(python, async (file) => {
    const [made, kept] = await Promise.all([file, savedModel].map((path) => readFile(path)));
    return made?.equals(kept ?? Buffer.alloc(0)) ?? false;
  });

/**
 * @template T
 * @param {string} python
 * @param {(file: string) => Promise<T>} use gets the path of the fresh `saved_model.pb`, gone afterwards
 */
const compile = (python, use) =>
  withTemporaryFolder(statePath('graph'), async (folder) => {
    const { code, stderr } = await run(
      python,
      [join(root, 'tools', 'graph', 'build.py'), join(folder, 'made')],
      { stdout: 'keep', stderr: 'keep', timeoutMs: 5 * 60_000, env: { PYTHONHASHSEED: '0' } },
    );
    if (code !== 0) throw new Failure(`build.py ended with exit code ${code}.\n${stderr}`);
    return use(join(folder, 'made', 'saved_model.pb'));
  });
