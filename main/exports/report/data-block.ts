/**
 * The run's record inside a report: a block of data that no browser runs, so that a class can read the report back. Its SHA-256
 * stands beside it.
 */
import type { RunRecord } from '#contract/run';
import { createHash } from 'node:crypto';
import { parseRecord } from '../parse-record';
import { FileRefusal } from '../refused-file';
import { Html } from './html';

const OPEN = '<script type="application/json" id="linearlab-run" data-sha256="';
const HEX = /^[0-9a-f]{64}">/;
const CLOSE = '</script>';

export function dataBlock(record: RunRecord): Html {
  // Inside the element, only "<" could end it.
  const json = JSON.stringify(record).replaceAll('<', '\\u003c');
  return new Html(`${OPEN}${sha256(json)}">${json}${CLOSE}`);
}

/**
 * The record of a report.
 * @param name what to call it where something is wrong
 * @throws {FileRefusal} `foreign` where there is none, `damaged` where it was changed
 */
export function readDataBlock(report: string, name = 'linearlab-run'): RunRecord {
  const at = report.indexOf(OPEN);
  if (at === -1) throw new FileRefusal('foreign');
  const rest = report.slice(at + OPEN.length);
  const end = rest.indexOf(CLOSE);
  if (!HEX.test(rest) || end === -1) throw new FileRefusal('damaged', name);
  const json = rest.slice(66, end);
  if (sha256(json) !== rest.slice(0, 64)) throw new FileRefusal('damaged', name);
  return parseRecord(json, name);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
