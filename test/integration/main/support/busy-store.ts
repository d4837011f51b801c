/**
 * A process that keeps runs, deletes, restores and changes settings, without end or (`once`) each once, and says on standard output what it was told is
 * saved, each thing after the fact. It is meant to be killed.
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { newRunId } from '../../../../main/runs/id';
import { RunStore } from '../../../../main/runs/store';
import { SettingsStore } from '../../../../main/settings';
import { epochOf, softmaxRecord, weightsOf } from '../../../unit/main/support/records';

/** What the process says, a line of JSON each. */
export type Saying =
  | { readonly what: 'epoch'; readonly id: string; readonly epoch: number }
  | { readonly what: 'ended' | 'removing' | 'removed' | 'restored'; readonly id: string }
  | { readonly what: 'settings'; readonly count: number };

const STDOUT = 1;
/** At once: what is still in a buffer when the process is killed was never said. */
const say = (saying: Saying) => writeSync(STDOUT, `${JSON.stringify(saying)}\n`);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const now = () => new Date();

async function work(root: string, session: number, once: boolean): Promise<void> {
  const store = new RunStore({
    runs: join(root, 'runs'),
    trash: join(root, 'trash'),
    log: silent,
    interruption: () => 'killed',
  });
  const settings = await SettingsStore.open({
    file: join(root, 'settings.json'),
    now,
    log: silent,
  });
  await store.emptyTrash();
  // The third round does all that there is to do.
  for (let round = once ? 3 : 0; ; round += 1) {
    const id = await keepRun(store, session, round, once ? 2 : 6);
    const count = session * 1000 + round;
    await settings.change({ labs: { count } });
    say({ what: 'settings', count });
    if (round % 2 === 0) continue;
    say({ what: 'removing', id });
    await store.remove(id);
    say({ what: 'removed', id });
    if (round % 4 === 1) continue;
    await store.restore(id);
    say({ what: 'restored', id });
    if (once) return;
  }
}

/** Keeps a run of a few epochs, some of which come faster than they are written. */
async function keepRun(
  store: RunStore,
  session: number,
  round: number,
  epochs: number,
): Promise<string> {
  const bytes = [session, Math.floor(session / 36), round, Math.floor(round / 36), 0, 0].values();
  const id = newRunId(now(), () => bytes.next().value ?? 0);
  const recorder = store.create(softmaxRecord({ id, number: await store.nextNumber() }));
  recorder.add({ snapshot: { epoch: 0, weights: weightsOf(0, 2000) } });
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    recorder.add({
      change: (record) => ({ ...record, epochs: [...record.epochs, epochOf(epoch)] }),
      snapshot: { epoch, weights: weightsOf(epoch, 2000) },
      written: ({ saved }) => saved && say({ what: 'epoch', id, epoch }),
    });
    if (epoch % 2 === 0) await recorder.settled();
  }
  recorder.add({
    change: (record) => ({ ...record, state: 'done' }),
    written: ({ saved }) => saved && say({ what: 'ended', id }),
  });
  await store.close(id);
  return id;
}

const [, , root, session, once] = argv;
if (root === undefined || session === undefined) {
  throw new Error('busy-store <root> <session> [once]');
}
await work(root, Number(session), once === 'once');
