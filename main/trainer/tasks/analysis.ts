/** What the weights of a run say of the pictures: contract/analysis.ts. */
import type { Explanation, ModelTaskInputs, PictureChoice } from '#contract/analysis';
import { NUM_CLASSES } from '#contract/dataset';
import { AppError } from '#contract/errors';
import { explain } from '#lessons/softmax-regression/explain';
import { calibrationOf } from '../calibration';
import type { TrainerData } from '../data';
import { Judgements, requireSoftmaxWeights, type Judgement } from '../judgements';
import type { Task } from './task';

/** The confusion matrix and the calibration of a split. */
export const analyseSplit: Task<'analyseSplit'> = async (context, { split, model }) => {
  const judgement = Judgements.of(await context.data()).judge(split, model);
  return {
    epoch: model.epoch,
    split,
    confusion: confusionOf(judgement),
    calibration: calibrationOf(judgement),
  };
};

/** A page of the pictures of a choice. */
export const judgedPictures: Task<'judgedPictures'> = async (context, input) => {
  const { split, choice, offset, count, model } = input;
  const data = await context.data();
  const judgement = Judgements.of(data).judge(split, model);
  const chosen = chosenPictures(judgement, choice);
  const shown = Array.from(chosen.subarray(offset, offset + count));
  return {
    total: chosen.length,
    items: shown.map((index) => ({
      index,
      label: judgement.labels[index] ?? NaN,
      predicted: judgement.classes[index] ?? NaN,
      probability: judgement.confidence[index] ?? NaN,
      ofTruth: judgement.ofTruth[index] ?? NaN,
    })),
    pixels: data.pixels(split, shown),
  };
};

/** Why a picture gets its label. @throws AppError `invalidInput` for a place that the split does not have. */
export const explainPicture: Task<'explainPicture'> = async (context, { picture, model }) => {
  requireSoftmaxWeights(model.values);
  const { pixels, label } =
    picture.from === 'own'
      ? { pixels: picture.pixels, label: null }
      : pictureOf(await context.data(), picture);
  const full = model.pixelScale === 'unit' ? 255 : 1;
  return {
    epoch: model.epoch,
    label,
    pixels,
    ...explain(
      model.values,
      Float64Array.from(pixels, (pixel) => pixel / full),
    ),
  };
};

function pictureOf(
  data: TrainerData,
  { from, index }: Extract<ModelTaskInputs['explainPicture']['picture'], { index: number }>,
): Pick<Explanation, 'pixels' | 'label'> {
  const labels = data.labels(from);
  const label = labels[index];
  if (label !== undefined) return { pixels: data.pixels(from, [index]), label };
  throw new AppError('invalidInput', {
    field: 'index',
    value: String(index),
    allowed: `[0, ${labels.length - 1}]`,
  });
}

/** Pictures by true and predicted class [10, 10], row by row. */
function confusionOf({ labels, classes }: Judgement): Int32Array {
  const counts = new Int32Array(NUM_CLASSES * NUM_CLASSES);
  labels.forEach((label, i) => {
    const cell = label * NUM_CLASSES + (classes[i] ?? NaN);
    counts[cell] = (counts[cell] ?? NaN) + 1;
  });
  return counts;
}

/** Places in the split. Among equals the first comes first. */
function chosenPictures(judgement: Judgement, choice: PictureChoice): Int32Array {
  const { labels, classes, confidence, ofTruth } = judgement;
  const all = Int32Array.from(labels.keys());
  const by = (values: Float32Array, sign: 1 | -1) => (a: number, b: number) =>
    sign * ((values[a] ?? NaN) - (values[b] ?? NaN)) || a - b;
  switch (choice.kind) {
    case 'cell':
      return all.filter((i) => labels[i] === choice.label && classes[i] === choice.predicted);
    case 'leastCertain':
      return all.sort(by(confidence, 1));
    case 'mostCertain':
      return all.sort(by(confidence, -1));
    case 'worstWrong':
      return all.filter((i) => classes[i] !== labels[i]).sort(by(ofTruth, 1));
  }
}
