/** The calls of the page Class. */
import type { ClassCallOutput } from '#contract/class';
import type { EventBus } from '../event-bus';
import type { CallHandlers } from '../ipc';
import { readClassFolder } from './folder';

interface Parts {
  /** Asks for a folder; null where the person closed the dialog. */
  readonly pickClassFolder: () => Promise<string | null>;
  readonly emit: EventBus['emit'];
}

export function classHandlers({
  pickClassFolder,
  emit,
}: Parts): Pick<CallHandlers, keyof ClassCallOutput> {
  let reading: AbortController | undefined;
  return {
    openClassFolder: async () => {
      const folder = await pickClassFolder();
      if (folder === null) return null;
      // A window that was loaded anew may ask again: the folder before is of no use to anybody.
      reading?.abort();
      reading = new AbortController();
      return readClassFolder(folder, {
        signal: reading.signal,
        progress: (done, total) => {
          emit('classProgress', { done, total });
        },
      });
    },
    cancelClassFolder: () => {
      reading?.abort();
      return null;
    },
  };
}
