/** The chapter's words, in the order of its sections. `messages/zh-CN/glossary.json` holds the book's own Chinese for them. */
import { m } from '#messages';

export interface Term {
  readonly id: string;
  /** The lab where it is met first; its section is the book's. */
  readonly lab: string;
  readonly term: typeof m.glossary_feature;
  readonly about: () => string;
}

export const terms: readonly Term[] = [
  {
    id: 'feature',
    lab: 'idea',
    term: m.glossary_feature,
    about: m.glossary_feature_about,
  },
  {
    id: 'label',
    lab: 'idea',
    term: m.glossary_label,
    about: m.glossary_label_about,
  },
  {
    id: 'example',
    lab: 'idea',
    term: m.glossary_example,
    about: m.glossary_example_about,
  },
  {
    id: 'dataset',
    lab: 'idea',
    term: m.glossary_dataset,
    about: m.glossary_dataset_about,
  },
  {
    id: 'weight',
    lab: 'idea',
    term: m.glossary_weight,
    about: m.glossary_weight_about,
  },
  {
    id: 'bias',
    lab: 'idea',
    term: m.glossary_bias,
    about: m.glossary_bias_about,
  },
  {
    id: 'parameter',
    lab: 'idea',
    term: m.glossary_parameter,
    about: m.glossary_parameter_about,
  },
  {
    id: 'loss',
    lab: 'idea',
    term: m.glossary_loss,
    about: m.glossary_loss_about,
  },
  {
    id: 'squared_loss',
    lab: 'normal-distribution',
    term: m.glossary_squared_loss,
    about: m.glossary_squared_loss_about,
  },
  {
    id: 'analytic_solution',
    lab: 'linear-regression',
    term: m.glossary_analytic_solution,
    about: m.glossary_analytic_solution_about,
  },
  {
    id: 'vectorization',
    lab: 'vectorization',
    term: m.glossary_vectorization,
    about: m.glossary_vectorization_about,
  },
  {
    id: 'normal_distribution',
    lab: 'normal-distribution',
    term: m.glossary_normal_distribution,
    about: m.glossary_normal_distribution_about,
  },
  {
    id: 'noise',
    lab: 'normal-distribution',
    term: m.glossary_noise,
    about: m.glossary_noise_about,
  },
  {
    id: 'likelihood',
    lab: 'normal-distribution',
    term: m.glossary_likelihood,
    about: m.glossary_likelihood_about,
  },
  {
    id: 'residual',
    lab: 'normal-distribution',
    term: m.glossary_residual,
    about: m.glossary_residual_about,
  },
  {
    id: 'hyperparameter',
    lab: 'linear-regression',
    term: m.glossary_hyperparameter,
    about: m.glossary_hyperparameter_about,
  },
  {
    id: 'linear_regression',
    lab: 'linear-regression',
    term: m.glossary_linear_regression,
    about: m.glossary_linear_regression_about,
  },
  {
    id: 'gradient',
    lab: 'linear-regression',
    term: m.glossary_gradient,
    about: m.glossary_gradient_about,
  },
  {
    id: 'sgd',
    lab: 'linear-regression',
    term: m.glossary_sgd,
    about: m.glossary_sgd_about,
  },
  {
    id: 'minibatch',
    lab: 'linear-regression',
    term: m.glossary_minibatch,
    about: m.glossary_minibatch_about,
  },
  {
    id: 'batch_size',
    lab: 'linear-regression',
    term: m.glossary_batch_size,
    about: m.glossary_batch_size_about,
  },
  {
    id: 'learning_rate',
    lab: 'linear-regression',
    term: m.glossary_learning_rate,
    about: m.glossary_learning_rate_about,
  },
  {
    id: 'epoch',
    lab: 'linear-regression',
    term: m.glossary_epoch,
    about: m.glossary_epoch_about,
  },
  {
    id: 'divergence',
    lab: 'linear-regression',
    term: m.glossary_divergence,
    about: m.glossary_divergence_about,
  },
  {
    id: 'tensor',
    lab: 'fashion-mnist',
    term: m.glossary_tensor,
    about: m.glossary_tensor_about,
  },
  {
    id: 'broadcasting',
    lab: 'cross-entropy',
    term: m.glossary_broadcasting,
    about: m.glossary_broadcasting_about,
  },
  {
    id: 'softmax',
    lab: 'cross-entropy',
    term: m.glossary_softmax,
    about: m.glossary_softmax_about,
  },
  {
    id: 'logit',
    lab: 'cross-entropy',
    term: m.glossary_logit,
    about: m.glossary_logit_about,
  },
  {
    id: 'cross_entropy',
    lab: 'cross-entropy',
    term: m.glossary_cross_entropy,
    about: m.glossary_cross_entropy_about,
  },
  {
    id: 'one_hot',
    lab: 'cross-entropy',
    term: m.glossary_one_hot,
    about: m.glossary_one_hot_about,
  },
  {
    id: 'overflow',
    lab: 'cross-entropy',
    term: m.glossary_overflow,
    about: m.glossary_overflow_about,
  },
  {
    id: 'softmax_regression',
    lab: 'softmax-regression',
    term: m.glossary_softmax_regression,
    about: m.glossary_softmax_regression_about,
  },
  {
    id: 'accuracy',
    lab: 'softmax-regression',
    term: m.glossary_accuracy,
    about: m.glossary_accuracy_about,
  },
  {
    id: 'training_set',
    lab: 'softmax-regression',
    term: m.glossary_training_set,
    about: m.glossary_training_set_about,
  },
  {
    id: 'test_set',
    lab: 'softmax-regression',
    term: m.glossary_test_set,
    about: m.glossary_test_set_about,
  },
  {
    id: 'overfitting',
    lab: 'softmax-regression',
    term: m.glossary_overfitting,
    about: m.glossary_overfitting_about,
  },
  {
    id: 'confusion_matrix',
    lab: 'softmax-regression',
    term: m.glossary_confusion_matrix,
    about: m.glossary_confusion_matrix_about,
  },
  {
    id: 'seed',
    lab: 'softmax-regression',
    term: m.glossary_seed,
    about: m.glossary_seed_about,
  },
];
