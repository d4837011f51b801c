// A process in the trainer's place that goes wrong in the way that its argument names.
const [fault] = process.argv.slice(2);

/** @param {import('#contract/trainer').FromTrainer} message */
const say = (message) => process.send?.(message);

/**
 * @param {import('#contract/engine').EngineKind} kind
 * @returns {import('#contract/engine').EngineInfo}
 */
const engine = (kind) => ({
  kind,
  version: '0',
  threads: 1,
  graph: { available: false, maxAbsError: null, reason: 'missing', detail: '' },
});

/** @param {import('#contract/trainer').ToTrainer} message */
function receive(message) {
  switch (message.type) {
    case 'init':
      // As on a CPU without AVX: the library ends the process that loads it.
      if (fault === 'abortsWithTensorflow' && message.engine === undefined) process.abort();
      say({ type: 'ready', engine: engine(message.engine ?? 'tensorflow') });
      break;
    case 'run':
      if (fault === 'exitsWithoutBye') process.exit(0);
      if (fault === 'throws') throw new Error('on purpose');
      if (fault === 'spins') for (;;);
      break;
    case 'shutdown':
      if (fault !== 'doesNotEnd') process.exit(0);
      break;
    case 'ping':
      say({ type: 'pong', at: message.at, rssBytes: 0, tensors: 0 });
      break;
  }
}
process.on('message', receive);
process.on('disconnect', () => process.exit(0));
