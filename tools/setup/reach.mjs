// @ts-check
/** Official downloads are tried first, but only where they can be had: a quick look, and a memory of looks in vain. */
import { reasonOf } from '../lib/failure.mjs';
import { readJson, writeJson } from '../lib/files.mjs';
import { cachePath } from '../lib/places.mjs';

const LOOK_LIMIT_MS = 8_000;
const REMEMBER_MS = 24 * 3_600_000;
const memory = () => cachePath('unreachable.json');

/** @typedef {Record<string, { at: string, reason: string }>} Tries */

/** `LINEAR_LAB_RETRY=1` tries again what was out of reach. */
export const mustRetry = () => Boolean(process.env['LINEAR_LAB_RETRY']);

/**
 * @param {string} url of a large file: only its headers are asked for
 * @param {{ fetch?: typeof globalThis.fetch, limitMs?: number }} [options]
 * @returns {Promise<string | undefined>} why it can't be had; nothing if it can
 */
export async function whyUnreachable(
  url,
  { fetch = globalThis.fetch, limitMs = LOOK_LIMIT_MS } = {},
) {
  const { host } = new URL(url);
  const known = recall(url);
  if (known !== undefined) return known;
  // Our own look would go past a proxy that the real download knows how to use.
  if (process.env['HTTPS_PROXY'] || process.env['https_proxy']) return undefined;
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(limitMs) });
    if (answer.ok) return undefined;
    return remember(url, `${host} answers ${answer.status}`);
  } catch (error) {
    return remember(url, `${host} is out of reach: ${reasonOf(error)}`);
  }
}

/**
 * Remembers, for a day, that a download failed.
 * @param {string} url
 * @param {string} reason
 */
export async function remember(url, reason) {
  const tries = /** @type {Tries | undefined} */ (readJson(memory())) ?? {};
  await writeJson(memory(), { ...tries, [url]: { at: new Date().toISOString(), reason } });
  return reason;
}

/** @param {string} url */
function recall(url) {
  if (mustRetry()) return undefined;
  const tried = /** @type {Tries | undefined} */ (readJson(memory()))?.[url];
  if (tried === undefined || Date.now() - Date.parse(tried.at) > REMEMBER_MS) return undefined;
  return `${tried.reason}; tried on ${tried.at.slice(0, 10)}, LINEAR_LAB_RETRY=1 tries again`;
}
