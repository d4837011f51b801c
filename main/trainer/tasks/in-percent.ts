import type { TaskCall } from './task';

/** Passes progress on at most once for each percent of the work: a minibatch of one example is no news. */
export function inPercent(progress: TaskCall['progress']): TaskCall['progress'] {
  let told = -1;
  return (done, total) => {
    const percent = Math.floor((100 * done) / total);
    if (percent === told) return;
    told = percent;
    progress(done, total);
  };
}
