import type { Component } from 'svelte';
import { m } from '#messages';

/** A lab as the navigation lists it. Its folder in renderer/labs carries its id as name. */
export interface LabEntry {
  readonly id: string;
  /** The book's section that it teaches. */
  readonly section: string;
  readonly title: () => string;
  /** What it is about, in a line. */
  readonly lead: () => string;
  readonly load: () => Promise<{ default: Component }>;
}

/** Every lab, in the order of the chapter. A new one is a line here, a folder beside this file, and its lesson. */
export const labs: readonly LabEntry[] = [
  {
    id: 'idea',
    section: '3.1',
    title: m.idea_title,
    lead: m.idea_lead,
    load: () => import('./idea/Idea.svelte'),
  },
  {
    id: 'vectorization',
    section: '3.1',
    title: m.vectorization_title,
    lead: m.vectorization_lead,
    load: () => import('./vectorization/Vectorization.svelte'),
  },
  {
    id: 'normal-distribution',
    section: '3.1',
    title: m.normal_title,
    lead: m.normal_lead,
    load: () => import('./normal-distribution/NormalDistribution.svelte'),
  },
  {
    id: 'linear-regression',
    section: '3.2',
    title: m.linear_title,
    lead: m.linear_lead,
    load: () => import('./linear-regression/LinearRegression.svelte'),
  },
  {
    id: 'fashion-mnist',
    section: '3.5',
    title: m.fashion_title,
    lead: m.fashion_lead,
    load: () => import('./fashion-mnist/FashionMnist.svelte'),
  },
  {
    id: 'cross-entropy',
    section: '3.6',
    title: m.entropy_title,
    lead: m.entropy_lead,
    load: () => import('./cross-entropy/CrossEntropy.svelte'),
  },
  {
    id: 'softmax-regression',
    section: '3.6',
    title: m.softmax_title,
    lead: m.softmax_lead,
    load: () => import('./softmax-regression/SoftmaxRegression.svelte'),
  },
];
