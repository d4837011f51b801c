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

/** Loads the code of every page, one whenever the window has nothing else to do, so that each opens at once. */
export async function loadAhead(): Promise<void> {
  for (const { load } of [...labs, ...pages]) {
    await new Promise((resolve) => requestIdleCallback(resolve));
    // A page that cannot be loaded says so when somebody goes there.
    await load().catch(() => undefined);
  }
}
