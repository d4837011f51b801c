import { open } from 'node:fs/promises';
import { errorCode } from '../files';

/** The last `bytes` of a text file, from the beginning of a line; empty where there is no such file. */
export async function logTail(file: string, bytes: number): Promise<string> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const from = Math.max(0, size - bytes);
      const buffer = Buffer.alloc(size - from);
      await handle.read(buffer, 0, buffer.length, from);
      const text = buffer.toString('utf8');
      return from === 0 ? text : text.slice(text.indexOf('\n') + 1);
    } finally {
      await handle.close();
    }
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? '' : `(cannot be read: ${errorCode(error)})`;
  }
}
