import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '@fontsource-variable/source-serif-4';
import 'katex/dist/katex.min.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/tables.css';
import { mount } from 'svelte';
import AppWindow from './App.svelte';
import { App } from './state/app.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app.');

if (window.matchMedia('(prefers-color-scheme: dark)').matches) {
  document.documentElement.dataset['theme'] = 'dark';
}
mount(AppWindow, { target, props: { app: new App(window.linearLab, window) } });
