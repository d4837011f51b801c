/** What a person who helps wants to know of the computer; nothing that tells one computer from its like. */
import { statfs } from 'node:fs/promises';
import { arch, cpus, freemem, release, totalmem } from 'node:os';
import { platform, versions } from 'node:process';

/** @param folder what is free is asked of its disk */
export async function describeMachine(folder: string): Promise<readonly string[]> {
  const { electron = 'none', chrome = 'none', node } = versions;
  const processors = cpus();
  return [
    `Electron ${electron}, Chromium ${chrome}, Node.js ${node}`,
    `${platform} ${release()} ${arch()}`,
    `${processors.length} x ${processors[0]?.model.trim() ?? 'unknown processor'}`,
    `memory: ${gigabytes(totalmem())}, ${gigabytes(freemem())} of it free`,
    `free on the data folder's disk: ${await freeSpace(folder)}`,
  ];
}

async function freeSpace(folder: string): Promise<string> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return gigabytes(bavail * bsize);
  } catch {
    return 'unknown';
  }
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
