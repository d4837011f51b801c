/**
 * The lab report: one HTML file that stands alone, for a browser, a printer and a teacher. It has no script, fetches nothing, and
 * its policy says so.
 */
import type { RunRecord } from '#contract/run';
import { m } from '#messages';
import { engineName, implementationName } from '#messages/names';
import { createHash } from 'node:crypto';
import type { RunBundle } from '../bundle';
import { dateText, language, lossText, msText, percentText } from '../format';
import { runTitle, settingText, stateText } from '../words';
import { dataBlock } from './data-block';
import { Html, markup } from './html';
import * as sections from './sections';
import { style } from './style';

/** What the report may do: be read. */
export const REPORT_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

export function labReport({ record, predictions, answers }: RunBundle): string {
  const title = runTitle(record);
  const page = markup`<!doctype html>
    <html lang="${language()}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Html(REPORT_POLICY)}" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} · LinearLab</title>
        <style>${new Html(style)}</style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p class="lead">
            ${m.export_report_lead({ date: dateText(record.startedAt), state: stateText(record.state) })}
          </p>
          ${labels(record)} ${figures(record)} ${sections.curves(record)} ${sections.found(record)}
          <h2>${m.export_report_settings()}</h2>
          ${settings(record)} ${sections.answersOf(answers)} ${sections.matrix(predictions)}
          ${sections.pictures(predictions)} ${sections.epochTable(record)}
          <h2>${m.export_report_repeat()}</h2>
          <p>${m.export_report_repeat_about()}</p>
        </main>
        ${dataBlock(record)}
      </body>
    </html>
`;
  return page.markup;
}

function labels({ name, note, tags = [] }: RunRecord): Html | null {
  if (name === undefined && note === undefined && tags.length === 0) return null;
  const tagList = tags.map((tag) => markup`<span>${tag}</span>`);
  return markup`
    ${name === undefined ? null : markup`<p><b>${name}</b></p>`}
    ${tags.length === 0 ? null : markup`<p class="tags">${tagList}</p>`}
    ${note === undefined ? null : markup`<p class="text">${note}</p>`}
  `;
}

function figures({ final, epochs }: RunRecord): Html {
  const last = epochs.at(-1);
  const ms = epochs.reduce((sum, epoch) => sum + epoch.ms, 0) / epochs.length;
  const shown: [string, string][] = [
    [m.run_train_loss(), lossText(final?.trainLoss ?? last?.trainLoss)],
    ...(last?.testAcc === undefined
      ? []
      : ([
          [m.run_train_acc(), percentText(last.trainAcc)],
          [m.run_test_acc(), percentText(last.testAcc)],
        ] satisfies [string, string][])),
    ...(last ? ([[m.export_report_ms(), msText(ms)]] satisfies [string, string][]) : []),
  ];
  return markup`<dl class="figures">
    ${shown.map(
      ([name, value]) =>
        markup`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function settings(record: RunRecord): Html {
  const { config, engine, dataset, app, id, continues, startsFrom, failure, divergence } = record;
  const { learningRate, batchSize, epochs, seed, ...further } = config;
  const rows: [string, string | Html][] = [
    [m.field_implementation(), implementationName[record.implementation]()],
    [m.field_learning_rate(), String(learningRate)],
    [m.field_batch_size(), String(batchSize)],
    [m.field_epochs(), `${record.epochs.length} / ${epochs}`],
    [m.field_seed(), String(seed)],
    ...Object.entries(further).map(([name, value]) => settingText(name, value)),
    [m.settings_engine(), `${engineName(engine)}, ${m.status_threads({ count: engine.threads })}`],
    [m.settings_dataset(), dataset.name],
    ...(dataset.sha256 === ''
      ? []
      : ([['SHA-256', markup`<code>${dataset.sha256}</code>`]] satisfies [string, Html][])),
    [m.settings_version(), `LinearLab ${app}`],
    [m.export_report_id(), markup`<code>${id}</code>`],
  ];
  if (startsFrom) {
    const { checkpoint, run, epoch } = startsFrom;
    const from = m.export_report_checkpoint_of({ number: run.number, epoch });
    rows.push([m.export_report_checkpoint(), `${checkpoint} (${from})`]);
  }
  if (continues) {
    const { number, epoch, batch } = continues;
    rows.push([
      m.export_report_continues(),
      m.export_report_continues_from({ number, epoch, batch }),
    ]);
  }
  if (divergence) {
    const { epoch, batch, value } = divergence;
    rows.push([m.export_report_diverged(), m.export_report_diverged_at({ epoch, batch, value })]);
  }
  if (failure !== undefined) rows.push([m.export_report_failure(), failure]);
  return markup`<dl class="settings">
    ${rows.map(
      ([name, value]) =>
        markup`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}
