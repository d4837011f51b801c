// @ts-check
/**
 * Where native TensorFlow comes from, by system and architecture.
 *
 * `official` is what tfjs-node's own install script fetches: libtensorflow and, for some systems, a prebuilt binding.
 * `wheel` is a Python package that holds the same library, for which the binding is then built here. The wheels' files
 * and hashes were looked at for all rows; only a row marked as verified was built and run.
 */

/**
 * @typedef {object} Source
 * @property {boolean} verified built and run with this set-up
 * @property {string} official the file below the official storage
 * @property {(import('./fetching.mjs').Wheel & { libraries: readonly Library[] })} [wheel]
 */
/**
 * @typedef {object} Library
 * @property {string} file its name in the wheel, and the one the binding loads
 * @property {string} linkAs the name that binding.gyp links against
 */

/** What tfjs-node 4.22.0 was made for. */
export const OFFICIAL_VERSION = '2.9.1';
/** The binding's Node-API version: it serves every Node and Electron from then on. */
export const NAPI_VERSION = 8;

const WHEEL_VERSION = '2.15.1';
const PYTHON = '3.11';

/** @type {readonly Library[]} */
const LINUX_LIBRARIES = [
  { file: 'libtensorflow_cc.so.2', linkAs: 'libtensorflow.so' },
  { file: 'libtensorflow_framework.so.2', linkAs: 'libtensorflow_framework.so' },
];
/** @type {readonly Library[]} */
const MAC_LIBRARIES = [
  { file: 'libtensorflow_cc.2.dylib', linkAs: 'libtensorflow.2.dylib' },
  { file: 'libtensorflow_framework.2.dylib', linkAs: 'libtensorflow_framework.2.dylib' },
];

/** @type {Readonly<Record<string, Source>>} */
export const SOURCES = {
  'linux-x64': {
    verified: true,
    official: `tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-${OFFICIAL_VERSION}.tar.gz`,
    wheel: {
      package: 'tensorflow-cpu',
      version: WHEEL_VERSION,
      python: PYTHON,
      platforms: ['manylinux_2_17_x86_64', 'manylinux2014_x86_64'],
      file: 'tensorflow_cpu-2.15.1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl',
      bytes: 207_208_420,
      sha256: '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
      libraries: LINUX_LIBRARIES,
    },
  },
  'linux-arm64': {
    verified: false,
    official: 'tf-builds/libtensorflow_r2_7_linux_arm64.tar.gz',
    wheel: {
      package: 'tensorflow-cpu-aws',
      version: WHEEL_VERSION,
      python: PYTHON,
      platforms: ['manylinux_2_17_aarch64', 'manylinux2014_aarch64'],
      file: 'tensorflow_cpu_aws-2.15.1-cp311-cp311-manylinux_2_17_aarch64.manylinux2014_aarch64.whl',
      bytes: 211_874_120,
      sha256: 'd4c3a3a9363bf42999adedbbd514e3a133be2d62f61fee9cfa46aaefb087c09e',
      libraries: LINUX_LIBRARIES,
    },
  },
  'darwin-arm64': {
    verified: false,
    official: 'tf-builds/libtensorflow_r2_7_darwin_arm64_cpu.tar.gz',
    wheel: {
      package: 'tensorflow',
      version: WHEEL_VERSION,
      python: PYTHON,
      platforms: ['macosx_12_0_arm64'],
      file: 'tensorflow-2.15.1-cp311-cp311-macosx_12_0_arm64.whl',
      bytes: 205_736_374,
      sha256: 'aa926114d1e13ffe5b2ea59c3f195216f26646d7fe36e9e5207b291e4b7902ff',
      libraries: MAC_LIBRARIES,
    },
  },
  'darwin-x64': {
    verified: false,
    official: `tensorflow/libtensorflow/libtensorflow-cpu-darwin-x86_64-${OFFICIAL_VERSION}.tar.gz`,
    wheel: {
      package: 'tensorflow-cpu',
      version: WHEEL_VERSION,
      python: PYTHON,
      platforms: ['macosx_10_15_x86_64'],
      file: 'tensorflow_cpu-2.15.1-cp311-cp311-macosx_10_15_x86_64.whl',
      bytes: 236_482_774,
      sha256: 'ee3bb114c6031d471d891c761e7eda2c80bea19bb318abcd3d5bab92ccfaf9aa',
      libraries: MAC_LIBRARIES,
    },
  },
  // The Windows wheel has no library with the C interface, so the official one is the only source. There is no prebuilt
  // binding for it: tfjs-node's script builds one, which takes Visual Studio's C++ tools.
  'win32-x64': {
    verified: false,
    official: `tensorflow/libtensorflow/libtensorflow-cpu-windows-x86_64-${OFFICIAL_VERSION}.zip`,
  },
};
