import type { Component } from 'svelte';
import { labs } from '../labs/registry';

/** A page of the window: one of these, or a lab. */
export interface Page {
  readonly id: string;
  readonly load: () => Promise<{ default: Component }>;
}

const pages: readonly Page[] = [
  { id: 'home', load: () => import('./Home.svelte') },
  { id: 'runs', load: () => import('./RunsPage.svelte') },
  { id: 'sweeps', load: () => import('./SweepsPage.svelte') },
  { id: 'duel', load: () => import('./DuelPage.svelte') },
  { id: 'class', load: () => import('./Class.svelte') },
  { id: 'glossary', load: () => import('./Glossary.svelte') },
  { id: 'sheet-editor', load: () => import('../sheets/editor/SheetEditor.svelte') },
  { id: 'check', load: () => import('./CheckPage.svelte') },
  { id: 'settings', load: () => import('./SettingsPage.svelte') },
];

export function pageOf(id: string): Page | undefined {
  return [...labs, ...pages].find((page) => page.id === id);
}
