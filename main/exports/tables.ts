/** A run's figures, an epoch a row, for spreadsheets. */
import type { RunRecord } from '#contract/run';
import Papa from 'papaparse';

const columns = ['epoch', 'trainLoss', 'trainAcc', 'testAcc', 'ms', 'learningRate'] as const;

/** CSV as RFC 4180 has it. Numbers as JSON writes them; empty where there is none. */
export function metricsCsv({ lab, epochs }: RunRecord): string {
  const fields = columns.filter((name) => lab === 'softmax' || !name.endsWith('Acc'));
  return `${Papa.unparse({
    fields: [...fields],
    data: epochs.map((epoch) => fields.map((name) => epoch[name] ?? '')),
  })}\r\n`;
}
