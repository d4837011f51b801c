/**
 * The app's side of `npm run test:ray`, in a Node process: all of main but Electron, with the real trainer. `train FOLDER WORKER`
 * runs a sweep with and without its bookkeeping, and writes the same sweep for Ray; `read FOLDER WORKER` reads Ray's results back.
 */
import type { EngineInfo } from '#contract/engine';
import type { SweepRecord, SweepRequest } from '#contract/sweep';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { placesOf, runRequestOf } from '../../main/sweeps/cells';
import { newRunId } from '../../main/runs/id';
import { createTrainerHost } from '../../main/trainer/host';
import { createCore } from '../../test/unit/main/support/core';
import { forkInNode } from '../../test/integration/main/support/node-trainer';

const ROUNDS = 3;
const [mode = '', folder = '', worker = ''] = argv.slice(2);

const host = createTrainerHost({ fork: () => forkInNode(worker) });
const { core } = await createCore({
  root: join(folder, 'app'),
  host,
  packaged: join('resources', 'datasets', 'fashion-mnist'),
  rayParent: folder,
  rayResults: join(folder, 'results.jsonl'),
});

function requestFor(engine: EngineInfo): SweepRequest {
  return {
    search: 'grid',
    learningRate: { from: 0.01, to: 1, steps: 3 },
    batchSize: { from: 64, to: 1024, steps: 3 },
    samples: 1,
    implementation: engine.graph.available ? 'graph' : 'scratch',
    epochs: 5,
    seed: 0,
    numTrain: 60_000,
  };
}

/** The sweep as the app runs it. */
function sweepOnce(request: SweepRequest): Promise<{ ms: number; record: SweepRecord }> {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const stop = core.events.on('sweep', ({ record }) => {
      if (record.state === 'running') return;
      stop();
      resolve({ ms: performance.now() - begin, record });
    });
    core.sweeps.start(request).catch(reject);
  });
}

/** The same runs in the trainer, one right after the other: nothing is recorded. */
async function trainOnly(request: SweepRequest): Promise<number> {
  const begin = performance.now();
  for (const [i, place] of placesOf(request).entries()) {
    const id = newRunId(new Date(0), () => i);
    await new Promise<void>((resolve) => {
      const stop = host.on((event) => {
        if (event.type !== 'end' || event.runId !== id) return;
        stop();
        resolve();
      });
      host.startRun(id, runRequestOf(request, place), false);
    });
  }
  return performance.now() - begin;
}

async function train() {
  const request = requestFor(await core.engine());
  await core.dataset.settled();
  await trainOnly(request);
  const [sweeps, bare]: [number[], number[]] = [[], []];
  let record: SweepRecord | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await trainOnly(request));
    const { ms, record: kept } = await sweepOnce(request);
    sweeps.push(ms);
    record = kept;
  }
  const written = await core.handlers.exportRaySweep({ request });
  return { sweeps, bare, record, written };
}

core.start();
const answer = mode === 'train' ? await train() : await core.handlers.importRaySweep(undefined);
await core.shutdown();
stdout.write(`${JSON.stringify(answer)}\n`);
