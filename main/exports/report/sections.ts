/** The parts of a report, each nothing where the run has nothing for it. */
import { NUM_CLASSES, PICTURE_PIXELS, PICTURE_SIDE, type PredictionsPage } from '#contract/dataset';
import { legend, linePlot, printPalette, type PlotSeries } from '#contract/drawing/line-plot';
import type { Scene } from '#contract/drawing/scene';
import { toSvg } from '#contract/drawing/svg';
import type { RunRecord } from '#contract/run';
import { m } from '#messages';
import type { Answer } from '../bundle';
import { lossText, msText, percentText } from '../format';
import { greyPng } from '../png';
import { classText, curvesSentence } from '../words';
import { Html, markup } from './html';
import { shadeOf } from './style';

const PICTURES = 20;

export function curves(record: RunRecord): Html | null {
  if (record.epochs.length === 0) return null;
  const scene = curvesScene(record);
  return markup`
    <h2>${m.run_curves()}</h2>
    <figure>
      ${new Html(toSvg(scene, 'curves'))}
      <figcaption>${scene.summary}</figcaption>
    </figure>
  `;
}

/** The training curves as the window draws them. */
function curvesScene(record: RunRecord): Scene {
  const { epochs, config } = record;
  const [width, height] = [860, 340];
  const series: PlotSeries[] = [
    {
      label: m.run_train_loss(),
      look: 1,
      points: epochs.map((e) => ({ x: e.epoch, y: e.trainLoss })),
    },
    ...(record.lab === 'softmax'
      ? ([
          {
            label: m.run_train_acc(),
            look: 2,
            points: epochs.map((e) => ({ x: e.epoch, y: e.trainAcc ?? null })),
          },
          {
            label: m.run_test_acc(),
            look: 3,
            points: epochs.map((e) => ({ x: e.epoch, y: e.testAcc ?? null })),
          },
        ] as const)
      : []),
  ];
  const values = series.flatMap(({ points }) => points.flatMap(({ y }) => y ?? []));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  const last = record.lab === 'linear' && record.implementation === 'analytic' ? 1 : config.epochs;
  return {
    width,
    height,
    paper: printPalette.paper,
    title: m.run_curves(),
    summary: curvesSentence(record),
    shapes: [
      ...legend(series, { left: 8, top: 6 }, printPalette),
      ...linePlot({
        left: 0,
        top: 26,
        width,
        height: height - 26,
        series,
        x: {
          min: 1,
          max: Math.max(2, last, ...epochs.map(({ epoch }) => epoch)),
          step: 1,
          label: m.chart_epoch(),
        },
        y: { min: Math.max(low - room, low >= 0 ? 0 : -Infinity), max: high + room },
        palette: printPalette,
      }),
    ],
  };
}

export function matrix(predictions: PredictionsPage | null): Html | null {
  if (!predictions) return null;
  const counts = confusion(predictions);
  const classes = Array.from({ length: NUM_CLASSES }, (_, label) => label);
  return markup`
    <h2>${m.export_report_matrix()}</h2>
    <p class="small">
      ${m.export_report_matrix_about({ wrong: predictions.wrong, total: predictions.total })}
    </p>
    <table class="matrix">
      <thead>
        <tr>
          <th></th>
          ${classes.map((label) => markup`<th scope="col">${classText(label)}</th>`)}
          <th scope="col">${m.export_report_recall()}</th>
        </tr>
      </thead>
      <tbody>
        ${classes.map((truth) => {
          const row = counts[truth] ?? [];
          const total = row.reduce((sum, count) => sum + count, 0);
          return markup`<tr>
            <th scope="row">${classText(truth)}</th>
            ${row.map(
              (count, predicted) =>
                new Html(
                  `<td class="${shadeOf(count / total)}${predicted === truth ? ' right' : ''}">${count}</td>`,
                ),
            )}
            <td>${percentText((row[truth] ?? 0) / total)}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  `;
}

/** How often each class (row) was taken for each (column). */
export function confusion({ items }: PredictionsPage): readonly (readonly number[])[] {
  const counts = Array.from({ length: NUM_CLASSES }, () => new Array<number>(NUM_CLASSES).fill(0));
  for (const { label, predicted } of items) {
    const row = counts[label];
    if (row) row[predicted] = (row[predicted] ?? 0) + 1;
  }
  return counts;
}

export function pictures(predictions: PredictionsPage | null): Html | null {
  if (!predictions) return null;
  const places = [...predictions.items.keys()];
  const wrong = places.filter((at) => {
    const item = predictions.items[at];
    return item !== undefined && item.label !== item.predicted;
  });
  return markup`
    <h2>${m.export_report_first()}</h2>
    ${grid(predictions, places.slice(0, PICTURES))}
    <h2>${m.export_report_wrong()}</h2>
    ${grid(predictions, wrong.slice(0, PICTURES))}
  `;
}

function grid({ items, pixels }: PredictionsPage, places: readonly number[]): Html {
  const cells = places.map((at) => {
    const { label = 0, predicted = 0, index = 0 } = items[at] ?? {};
    const png = greyPng(
      pixels.subarray(at * PICTURE_PIXELS, (at + 1) * PICTURE_PIXELS),
      PICTURE_SIDE,
      PICTURE_SIDE,
    );
    const source = new Html(`data:image/png;base64,${Buffer.from(png).toString('base64')}`);
    const [truth, said] = [classText(label), classText(predicted)];
    const right = label === predicted;
    const name = m.picture_name({ label: truth, predicted: said });
    const image = markup`<img src="${source}" width="28" height="28" alt="${name}" title="${index}" />`;
    return right
      ? markup`<li>${image}${said}</li>`
      : markup`<li class="wrong">
          ${image}<b>✗ ${said}</b><br /><span class="truth"
            >${m.export_report_truth({ label: truth })}</span
          >
        </li>`;
  });
  return markup`<ul class="pictures">
    ${cells}
  </ul>`;
}

export function found(record: RunRecord): Html | null {
  if (record.lab !== 'linear' || !record.final) return null;
  const { config, final } = record;
  const rows = [
    ['w1', config.trueW1, final.w[0], final.wError[0]],
    ['w2', config.trueW2, final.w[1], final.wError[1]],
    ['b', config.trueB, final.b, final.bError],
  ] as const;
  return markup`
    <h2>${m.export_report_found()}</h2>
    <table>
      <thead>
        <tr>
          <th></th>
          <th scope="col">${m.export_report_true()}</th>
          <th scope="col">${m.export_report_learned()}</th>
          <th scope="col">${m.export_report_error()}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([name, truth, learned, error]) =>
            markup`<tr>
              <th scope="row">${name}</th>
              <td>${truth}</td>
              <td>${learned?.toFixed(6) ?? ''}</td>
              <td>${error?.toExponential(3) ?? ''}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  `;
}

export function epochTable({ lab, epochs }: RunRecord): Html | null {
  if (epochs.length === 0) return null;
  const softmax = lab === 'softmax';
  return markup`
    <h2>${m.export_report_epochs()}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">${m.chart_epoch()}</th>
          <th scope="col">${m.run_train_loss()}</th>
          ${
            softmax
              ? markup`<th scope="col">${m.run_train_acc()}</th>
                  <th scope="col">${m.run_test_acc()}</th>`
              : null
          }
          <th scope="col">${m.field_learning_rate()}</th>
          <th scope="col">${m.export_report_ms()}</th>
        </tr>
      </thead>
      <tbody>
        ${epochs.map(
          (epoch) =>
            markup`<tr>
              <td>${epoch.epoch}</td>
              <td>${lossText(epoch.trainLoss)}</td>
              ${
                softmax
                  ? markup`<td>${percentText(epoch.trainAcc)}</td>
                      <td>${percentText(epoch.testAcc)}</td>`
                  : null
              }
              <td>${epoch.learningRate}</td>
              <td>${msText(epoch.ms)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  `;
}

export function answersOf(answers: readonly Answer[]): Html | null {
  if (answers.length === 0) return null;
  return markup`
    <h2>${m.export_report_answers()}</h2>
    ${answers.map(
      ({ question, answer }) =>
        markup`<p class="text"><b>${question}</b></p><p class="answer text">${answer}</p>`,
    )}
  `;
}
