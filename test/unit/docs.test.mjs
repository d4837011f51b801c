// @ts-check
/** The papers: what they link to is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What is made here, or comes from elsewhere. */
const NOT_OURS = /^(node_modules|out|dist|coverage|generated|resources|\.git|\.runtime)$/;
const papers = readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
  if (entry.isFile()) return entry.name.endsWith('.md') ? [entry.name] : [];
  if (NOT_OURS.test(entry.name)) return [];
  return readdirSync(join(root, entry.name), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join(entry.name, path));
});

test('there are papers to look at', () => {
  expect(papers).toContain('README.md');
  expect(papers.length).toBeGreaterThan(20);
});

test.each(papers)('%s links to files that are there', (paper) => {
  const text = readFileSync(join(root, paper), 'utf8').replaceAll(/^```.*?^```/gms, '');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  const missing = targets
    .filter((target) => !/^(https?:|mailto:|#)/.test(target))
    .map((target) => target.replace(/#.*$/, ''))
    .filter((target) => !existsSync(join(root, dirname(paper), decodeURI(target))));
  expect(missing).toEqual([]);
});

/** What `x` stands for, and what a reader is to write, is not there. */
const EXAMPLES = /[{}*<>]|\/x(\.|$)|^renderer\/messages\/de\//;

test.each(papers)('%s names files and tests that are there', (paper) => {
  const text = readFileSync(join(root, paper), 'utf8').replaceAll(/^```.*?^```/gms, '');
  const named = [...text.matchAll(/`([a-z][\w./-]+)`/gi)].map(([, name = '']) => name);
  const places = named.flatMap((name) => {
    if (paper === 'CHANGELOG.md' || EXAMPLES.test(name)) return [];
    if (/^(unit|integration|e2e|packaged)\//.test(name)) return [join('test', name)];
    return /^(contract|docs|lessons|main|preload|renderer|test|tools)\//.test(name) ? [name] : [];
  });
  // A test, or a module, may be named without its ending.
  const isThere = (/** @type {string} */ place) =>
    existsSync(join(root, place)) ||
    (existsSync(join(root, dirname(place))) &&
      readdirSync(join(root, dirname(place))).some((file) =>
        file.startsWith(`${basename(place)}.`),
      ));
  expect(places.filter((place) => !isThere(place))).toEqual([]);
});

test('the index of decisions lists each of them', () => {
  const folder = join(root, 'docs', 'decisions');
  const index = readFileSync(join(folder, 'README.md'), 'utf8');
  const pages = readdirSync(folder).filter((name) => name !== 'README.md');
  expect(pages.filter((name) => !index.includes(`](${name})`))).toEqual([]);
  expect(pages.filter((name) => !/^\d{4}-[a-z-]+\.md$/.test(name))).toEqual([]);
});

test('each decision says what would change it', () => {
  const folder = join(root, 'docs', 'decisions');
  const silent = readdirSync(folder).filter(
    (name) =>
      name !== 'README.md' && !/what would change/i.test(readFileSync(join(folder, name), 'utf8')),
  );
  expect(silent).toEqual([]);
});
