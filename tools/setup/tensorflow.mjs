// @ts-check
/** Native TensorFlow for @tensorflow/tfjs-node: its libraries and the binding, kept in the cache and linked into node_modules. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { linkTree, readJson, writeJson } from '../lib/files.mjs';
import { root } from '../lib/places.mjs';
import { run } from '../lib/process.mjs';
import { buildFromWheel, cachedWheelBuild } from './tensorflow-build.mjs';
import { cachedOfficial, installOfficial } from './tensorflow-official.mjs';
import { NAPI_VERSION, SOURCES } from './tensorflow-sources.mjs';

const packageFolder = join(root, 'node_modules', '@tensorflow', 'tfjs-node');
const binding = join(packageFolder, 'lib', `napi-v${NAPI_VERSION}`, 'tfjs_binding.node');
/** Written last: it says that all is in place, and from where. */
const record = join(packageFolder, 'deps', 'origin.json');

/** @type {import('./step.mjs').Step} */
export const tensorflow = {
  title: 'native TensorFlow',

  isDone() {
    if (isUnwanted()) return true;
    return readJson(record) !== undefined && existsSync(binding);
  },

  async run(report) {
    const system = `${process.platform}-${process.arch}`;
    const source = SOURCES[system];
    if (source === undefined) {
      throw new Failure(
        `There is no native TensorFlow for ${system}, only for ${Object.keys(SOURCES).join(', ')}.`,
        { todo: GO_ON_WITHOUT },
      );
    }
    const folder =
      cachedOfficial() ?? cachedWheelBuild(source) ?? (await obtain(source, system, report));
    await linkTree(join(folder, 'lib'), join(packageFolder, 'lib'));
    await linkTree(join(folder, 'deps'), join(packageFolder, 'deps'));
    const version = await prove();
    await writeJson(record, { version, folder });
  },
};

const GO_ON_WITHOUT =
  'set LINEAR_LAB_NATIVE=off to go on without it; the app then trains with its slower WebAssembly engine';

/** `LINEAR_LAB_NATIVE=off` does without, for a system where it can't be had. */
const isUnwanted = () => process.env['LINEAR_LAB_NATIVE'] === 'off';

/**
 * @param {import('./tensorflow-sources.mjs').Source} source
 * @param {string} system
 * @param {import('./step.mjs').Report} report
 */
async function obtain(source, system, report) {
  if (!source.verified) {
    report.note(`  on ${system} this is written after the documentation, but was not tried yet`);
  }
  const official = await installOfficial(source);
  if ('folder' in official) return official.folder;
  if (source.wheel === undefined) {
    throw new Failure(`Native TensorFlow can't be had for ${system}: ${official.refusal}.`, {
      todo: `remove the reason and run the command again, or ${GO_ON_WITHOUT}`,
    });
  }
  const { wheel } = source;
  report.note(
    `  the official build can't be had here (${official.refusal}); ` +
      `building from ${wheel.package} ${wheel.version}`,
  );
  return buildFromWheel(wheel, report);
}

/**
 * Loads it in a process of its own: a processor without AVX kills the process that does.
 * @returns {Promise<string>} TensorFlow's version
 */
async function prove() {
  const script = `
    const tf = require('@tensorflow/tfjs-node');
    process.stdout.write(JSON.stringify({ backend: tf.getBackend(), version: tf.version_core && tf.backend().binding.TF_Version }));
  `;
  const { code, signal, stdout, stderr } = await run(process.execPath, ['-e', script], {
    stdout: 'keep',
    stderr: 'keep',
    env: { TF_CPP_MIN_LOG_LEVEL: '1' },
    timeoutMs: 120_000,
  });
  if (code === 0) {
    /** @type {{ backend: string, version: string }} */
    const { backend, version } = JSON.parse(stdout);
    if (backend === 'tensorflow') return version;
  }
  const how = signal === undefined ? `exit code ${code}` : `signal ${signal}`;
  throw new Failure(
    `Native TensorFlow is in place but can't be loaded (${how}).\n${stderr.trim()}`,
    {
      todo: `this processor may lack the AVX instructions that it needs; ${GO_ON_WITHOUT}`,
    },
  );
}
