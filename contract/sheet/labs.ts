/** What a sheet can do with each lab: its controls, and what its runs measure. */

/** What each lab can lock or hide, by the folder of the lab. `notebook` hides the notebook beside the sheet. */
export const sheetControls = {
  idea: ['learningRate', 'batchSize', 'epochs', 'seed', 'numHouses', 'reset', 'notebook'],
  vectorization: ['repeats', 'budgetMs', 'reset', 'notebook'],
  'normal-distribution': ['mu', 'sigma', 'lower', 'upper', 'noise', 'shift', 'reset', 'notebook'],
  'linear-regression': [
    'implementation',
    'learningRate',
    'batchSize',
    'epochs',
    'seed',
    'numExamples',
    'noise',
    'trueW1',
    'trueW2',
    'trueB',
    'initStd',
    'halfLoss',
    'further',
    'step',
    'reset',
    'notebook',
  ],
  'fashion-mnist': ['index', 'seed', 'batchSize', 'repeats', 'resize', 'reset', 'notebook'],
  'cross-entropy': ['rows', 'columns', 'seed', 'examples', 'classes', 'reset', 'notebook'],
  'softmax-regression': [
    'implementation',
    'learningRate',
    'batchSize',
    'epochs',
    'seed',
    'initStd',
    'numTrain',
    'pixelScale',
    'shuffle',
    'further',
    'step',
    'reset',
    'notebook',
  ],
} as const;
export type SheetLab = keyof typeof sheetControls;
/** The labs that a sheet can lead through. */
export const sheetLabs = Object.keys(sheetControls).filter(isSheetLab);

/** Whether a sheet can lead through the lab of this folder. */
export function isSheetLab(name: string): name is SheetLab {
  return Object.hasOwn(sheetControls, name);
}

/** What a sheet can do to a control: show it and keep it as it is, or not show it. */
export const controlStates = ['locked', 'hidden'] as const;
export type ControlState = (typeof controlStates)[number];

/** The labs whose training is a run with curves, and so can be sketched and guessed. */
export const curveLabs = {
  'softmax-regression': ['trainLoss', 'trainAcc', 'testAcc'],
  'linear-regression': ['trainLoss'],
} as const satisfies Partial<Record<SheetLab, readonly SheetMeasure[]>>;

/** The figures of an epoch that a student can foretell. */
export const sheetMeasures = ['trainLoss', 'trainAcc', 'testAcc'] as const;
export type SheetMeasure = (typeof sheetMeasures)[number];

/** What can be sketched and guessed in this lab. */
export function measuresOfLab(lab: SheetLab): readonly SheetMeasure[] {
  return lab === 'softmax-regression' || lab === 'linear-regression' ? curveLabs[lab] : [];
}
