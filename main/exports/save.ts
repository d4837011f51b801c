/** A file goes where the person says, whole or not at all. */
import { AppError } from '#contract/errors';
import type { SavedFile } from '#contract/exports';
import { basename } from 'node:path';
import { isThere, notSaved, writeAtomic } from '../files';
import { fileName, withExtension } from './file-name';

export interface SaveWish {
  /** What the file is proposed to be called, without its extension: any text. */
  readonly name: string;
  readonly extension: string;
  /** What a dialog calls files of this kind. */
  readonly title: string;
}

/** Asks where to save, under this name at first; null where the person closed the dialog. */
export type AskWhere = (proposal: SaveWish) => Promise<string | null>;

/**
 * Makes the bytes only once it is known where they go.
 * @throws {AppError} `notSaved`, and what `make` throws
 */
export async function save(
  wish: SaveWish,
  askWhere: AskWhere,
  make: () => Promise<Uint8Array> | Uint8Array,
): Promise<SavedFile> {
  const { extension } = wish;
  const chosen = await askWhere({ ...wish, name: `${fileName(wish.name)}.${extension}` });
  if (chosen === null) return null;
  const path = withExtension(chosen, extension);
  // The dialog asked about replacing what it was given, not about the name that comes of it.
  if (path !== chosen && (await isThere(path))) {
    throw new AppError('notSaved', { file: basename(path), reason: 'there' });
  }
  const bytes = await make();
  try {
    await writeAtomic(path, bytes);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw notSaved(error, basename(path));
  }
  return { file: basename(path) };
}
