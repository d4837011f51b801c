// @ts-check
/** Training, side by side: the compiled graph beside PyTorch and the other implementations, the engines among themselves. */
import { Failure } from '../lib/failure.mjs';
import { inTurn } from './sides.mjs';
import { deviationFromLine, geometricMean, median, ratio, spread } from './statistics.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {import('./context.mjs').Epoch} Epoch */
/** @typedef {import('./rows.mjs').Goal} Goal */
/** @typedef {import('./rows.mjs').Spread} Spread */
/**
 * @typedef {object} Section goals that are measured together
 * @property {string} name
 * @property {readonly Goal[]} goals
 * @property {(context: Context) => Promise<Readonly<Record<string, Spread>>>} measure by the goals' ids; throws where it cannot be
 *   measured
 */

const BATCH_SIZES = [16, 32, 64, 256, 1024, 8192, 60_000];
const TIMES = 'times as fast';

/** @type {Section} */
const pytorch = {
  name: 'PyTorch, tuned',
  goals: [
    ...BATCH_SIZES.map((size) => ({
      id: `graph-vs-pytorch-${size}`,
      what: `compiled graph against tuned PyTorch, batch ${size}`,
      unit: TIMES,
      atLeast: 1.5,
    })),
    {
      id: 'graph-vs-pytorch-mean',
      what: 'the same, geometric mean over the batch sizes',
      unit: TIMES,
      atLeast: 2.5,
    },
  ],
  async measure(context) {
    const [app, python] = [await context.app('tensorflow'), await context.others()];
    /** @type {Record<string, Spread>} */
    const measured = {};
    /** @type {number[][]} by batch size and round */
    const ratios = [];
    for (const batchSize of BATCH_SIZES) {
      const [graph = [], autograd = [], manual = []] = await inTurn(
        [
          context.training(app, 'graph', { batchSize }),
          context.training(python, 'autograd', { batchSize }),
          context.training(python, 'manual', { batchSize }),
        ],
        context,
      );
      for (const other of [autograd, manual]) checkAgreement(graph, other, 1e-3);
      const times = { graph: msOf(graph), autograd: msOf(autograd), manual: msOf(manual) };
      context.record(`compiled graph, batch ${batchSize}`, times.graph);
      context.record(`PyTorch, autograd, batch ${batchSize}`, times.autograd);
      context.record(`PyTorch, gradients by hand, batch ${batchSize}`, times.manual);
      const isByHandBetter = median(times.manual) < median(times.autograd);
      const best = isByHandBetter ? times.manual : times.autograd;
      measured[`graph-vs-pytorch-${batchSize}`] = ratio(best, times.graph);
      ratios.push(best.map((ms, round) => ms / (times.graph[round] ?? NaN)));
    }
    const means = Array.from({ length: context.rounds }, (_, round) =>
      geometricMean(ratios.map((ofSize) => ofSize[round] ?? NaN)),
    );
    return { ...measured, 'graph-vs-pytorch-mean': spread(means) };
  },
};

/** @type {Section} */
const notes = {
  name: "the notes' own code",
  goals: [
    {
      id: 'graph-vs-notes',
      what: "compiled graph against the notes' own code (torchvision, DataLoader with 4 workers), batch 256",
      unit: TIMES,
      atLeast: 40,
    },
  ],
  async measure(context) {
    const [app, python] = [await context.app('tensorflow'), await context.others()];
    const [graph = [], theirs = [], sklearn = []] = await inTurn(
      [
        context.training(app, 'graph'),
        context.training(python, 'notes', { slow: true }),
        context.training(python, 'sklearn', { slow: true }),
      ],
      context,
    );
    // They shuffle by themselves.
    checkAgreement(graph, theirs, 0.02);
    context.record("the notes' own code, batch 256", msOf(theirs));
    context.record('scikit-learn, MLPClassifier without a hidden layer, batch 256', msOf(sklearn));
    return { 'graph-vs-notes': ratio(msOf(theirs), msOf(graph)) };
  },
};

/** @type {Section} */
const implementations = {
  name: 'the implementations',
  goals: [
    {
      id: 'graph-vs-model-fit',
      what: "compiled graph against tfjs-node's model.fit, batch 256",
      unit: TIMES,
      atLeast: 10,
    },
    {
      id: 'scratch-vs-naive',
      what: 'from scratch against naive variableGrads, batch 256',
      unit: TIMES,
      atLeast: 1.4,
    },
    {
      id: 'scratch-share-of-naive',
      what: "an epoch from scratch as a share of naive variableGrads', batch 256",
      unit: 'of its time',
      atMost: 0.7,
    },
    {
      id: 'evaluate-share-of-epoch',
      what: 'evaluating the 10,000 test pictures as a share of a training epoch from scratch',
      unit: 'of its time',
      atMost: 0.1,
    },
  ],
  async measure(context) {
    const app = await context.app('tensorflow');
    const names = ['graph', 'scratch', 'concise', 'naive', 'model.fit'];
    const [graph = [], scratch = [], concise = [], naive = [], fit = []] = await inTurn(
      names.map((name) => context.training(app, name)),
      context,
    );
    for (const other of [scratch, concise, naive]) checkAgreement(graph, other, 1e-3);
    checkAgreement(graph, fit, 0.02);
    const evaluate = async () => {
      /** @type {Epoch} */
      const answer = await app.ask({ do: 'evaluate', implementation: 'scratch' });
      return answer;
    };
    const [evaluations = [], epochs = []] = await inTurn(
      [evaluate, context.training(app, 'scratch')],
      context,
    );
    context.record('from scratch, batch 256', msOf(scratch));
    context.record('concise, batch 256', msOf(concise));
    context.record('naive variableGrads, batch 256', msOf(naive));
    context.record('model.fit of tf.layers, batch 256', msOf(fit));
    context.record('evaluating 10,000 pictures, from scratch', msOf(evaluations));
    return {
      'graph-vs-model-fit': ratio(msOf(fit), msOf(graph)),
      'scratch-vs-naive': ratio(msOf(naive), msOf(scratch)),
      'scratch-share-of-naive': ratio(msOf(scratch), msOf(naive)),
      'evaluate-share-of-epoch': ratio(msOf(evaluations), msOf(epochs)),
    };
  },
};

/** @type {Section} */
const engines = {
  name: 'the engines',
  goals: [
    {
      id: 'wasm-vs-cpu',
      what: 'tfjs wasm against tfjs cpu, from scratch, batch 256',
      unit: TIMES,
      atLeast: 2.5,
    },
  ],
  async measure(context) {
    const [wasm, cpu] = [await context.app('wasm'), await context.app('cpu')];
    const [ofWasm = [], ofCpu = []] = await inTurn(
      [wasm, cpu].map((side) => context.training(side, 'scratch', { slow: true })),
      context,
    );
    checkAgreement(ofWasm, ofCpu, 1e-3);
    context.record('from scratch on wasm, batch 256', msOf(ofWasm));
    context.record('from scratch on cpu, batch 256', msOf(ofCpu));
    await Promise.all([context.end(wasm), context.end(cpu)]);
    return { 'wasm-vs-cpu': ratio(msOf(ofCpu), msOf(ofWasm)) };
  },
};

/** One epoch multiplies twice: pictures by weights, errors by pictures. */
const EPOCH_FLOP = 2 * 2 * 60_000 * 784 * 10;
/** A picture of 784 pixels, as float32 and as the graph keeps it. */
const PICTURE_BYTES = { float32: 784 * 4, packed: 800 };

/** @type {Section} */
const floor = {
  name: "the machine's floor",
  goals: [
    {
      id: 'graph-vs-floor',
      what: "compiled graph's time over the machine's floor (one read of the data as float32, and the FLOPs), batch 1024",
      unit: 'times the floor',
      atMost: 2,
    },
    {
      id: 'graph-vs-floor-packed',
      what: 'the same, over a floor that reads the data as the bytes that the graph keeps',
      unit: 'times the floor',
      atMost: 2,
    },
  ],
  async measure(context) {
    const app = await context.app('tensorflow');
    const machine = async () => {
      /** @type {{ bytesPerMs: number, flopPerMs: number }} */
      const answer = await app.ask({ do: 'machine' });
      return answer;
    };
    /** @type {number[]} */
    const graph = [];
    /** @type {Awaited<ReturnType<typeof machine>>[]} */
    const speeds = [];
    const train = context.training(app, 'graph', { batchSize: 1024 });
    for (let round = -1; round < context.rounds; round += 1) {
      const [{ ms }, speed] = [await train(), await machine()];
      if (round < 0) continue;
      graph.push(ms);
      speeds.push(speed);
    }
    context.record(
      'reading memory',
      speeds.map(({ bytesPerMs }) => bytesPerMs / 1e6),
      'GB/s',
    );
    context.record(
      'multiplying matrices',
      speeds.map(({ flopPerMs }) => flopPerMs / 1e6),
      'GFLOP/s',
    );
    const floorOf = (/** @type {number} */ bytes) =>
      speeds.map(
        ({ bytesPerMs, flopPerMs }) => (60_000 * bytes) / bytesPerMs + EPOCH_FLOP / flopPerMs,
      );
    return {
      'graph-vs-floor': ratio(graph, floorOf(PICTURE_BYTES.float32)),
      'graph-vs-floor-packed': ratio(graph, floorOf(PICTURE_BYTES.packed)),
    };
  },
};

const SET_SIZES = [6_000, 15_000, 30_000, 60_000];

/** @type {Section} */
const growth = {
  name: 'growth',
  goals: [
    {
      id: 'growth-time',
      what: "compiled graph's epoch for 6,000 to 60,000 examples: largest distance from a straight line",
      unit: 'of the time',
      atMost: 0.15,
    },
    {
      id: 'growth-memory',
      what: "the trainer's memory for 6,000 to 60,000 examples: largest distance from a straight line",
      unit: 'of the memory',
      atMost: 0.15,
    },
  ],
  async measure(context) {
    const app = await context.app('tensorflow');
    const epochs = await inTurn(
      SET_SIZES.map((numTrain) => context.training(app, 'graph', { numTrain })),
      context,
    );
    /** @type {number[][]} */
    const memory = SET_SIZES.map(() => []);
    for (let round = 0; round < context.rounds; round += 1) {
      for (const [i, numTrain] of SET_SIZES.entries()) {
        const side = await context.app('tensorflow', numTrain);
        const { rss } = await context.training(side, 'graph')();
        memory[i]?.push(rss / 1e6);
        await context.end(side);
      }
    }
    for (const [i, size] of SET_SIZES.entries()) {
      context.record(`compiled graph, batch 256, ${size} examples`, msOf(epochs[i] ?? []));
      context.record(`the trainer's memory, ${size} examples`, memory[i] ?? [], 'MB');
    }
    return { 'growth-time': fromLine(epochs.map(msOf)), 'growth-memory': fromLine(memory) };
  },
};

/** The deviation of the medians, between those of the rounds. @param {readonly (readonly number[])[]} samples by set size */
function fromLine(samples) {
  const deviation = (/** @type {(ofSize: readonly number[]) => number} */ pick) =>
    deviationFromLine(SET_SIZES.map((x, i) => ({ x, y: pick(samples[i] ?? []) })));
  const value = deviation(median);
  const rounds = (samples[0] ?? []).map((_, round) => deviation((ofSize) => ofSize[round] ?? NaN));
  return { value, min: Math.min(value, ...rounds), max: Math.max(value, ...rounds) };
}

/** @type {readonly Section[]} */
export const trainingSections = [pytorch, implementations, floor, growth, engines, notes];

/** @param {readonly Epoch[]} epochs */
const msOf = (epochs) => epochs.map(({ ms }) => ms);

/**
 * Two that are to be compared must have done the same.
 * @param {readonly Epoch[]} ours
 * @param {readonly Epoch[]} theirs
 * @param {number} tolerance
 * @throws {Failure}
 */
function checkAgreement(ours, theirs, tolerance) {
  const [a, b] = [ours.at(-1), theirs.at(-1)];
  const isSame = /** @type {const} */ (['loss', 'accuracy']).every(
    (figure) => Math.abs((a?.[figure] ?? NaN) - (b?.[figure] ?? NaN)) <= tolerance,
  );
  if (isSame) return;
  const figures = [a, b].map((epoch) => `loss ${epoch?.loss}, accuracy ${epoch?.accuracy}`);
  throw new Failure(`the sides did not compute the same: ${figures.join(' and ')}`);
}
