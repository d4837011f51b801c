import type { PredictionsPage } from '#contract/dataset';
import type { PredictionsQuery } from '#contract/trainer';
import type { TrainerData } from './data';
import { Judgements } from './judgements';

/** Predictions of the test set, page by page. */
export class Predictions {
  constructor(private readonly data: TrainerData) {}

  /** @throws AppError `invalidInput` where the weights are not those of a softmax regression. */
  page({ key, weights, pixelScale, ...query }: PredictionsQuery): PredictionsPage {
    const model = { key, values: weights, pixelScale };
    const { labels, classes, confidence } = Judgements.of(this.data).judge('test', model);
    const { label, wrongOnly, offset, count } = query;
    const passing: number[] = [];
    let wrong = 0;
    labels.forEach((truth, index) => {
      const isWrong = classes[index] !== truth;
      wrong += Number(isWrong);
      const isOfClass = label === undefined || truth === label;
      if (isOfClass && (isWrong || !wrongOnly)) passing.push(index);
    });
    const shown = passing.slice(offset, offset + count);
    return {
      total: passing.length,
      wrong,
      items: shown.map((index) => ({
        index,
        label: labels[index] ?? 0,
        predicted: classes[index] ?? 0,
        probability: confidence[index] ?? 0,
      })),
      pixels: this.data.pixels('test', shown),
    };
  }
}
