import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { PredictionsPage } from '#contract/dataset';
import type { RunRecord } from '#contract/run';
import { readDataBlock } from '../../../../main/exports/report/data-block';
import { labReport } from '../../../../main/exports/report/report';
import { confusion } from '../../../../main/exports/report/sections';
import { shadeOf, style } from '../../../../main/exports/report/style';
import { speak } from '../../../../main/locale';
import { epochOf, linearRecord, softmaxRecord } from '../support/records';

const HOSTILE = `"><script>alert('x')</script><img src=x onerror=alert(1)>&amp;]]>`;

const done: Partial<RunRecord & { lab: 'softmax' }> = {
  state: 'done',
  epochs: [epochOf(1), epochOf(2)],
  final: { trainLoss: 0.5, trainAcc: 0.8, testAcc: 0.79 },
};
const record = softmaxRecord(done);
const predictions: PredictionsPage = {
  total: 4,
  wrong: 1,
  items: [
    { index: 0, label: 9, predicted: 9, probability: 0.9 },
    { index: 1, label: 2, predicted: 2, probability: 0.8 },
    { index: 2, label: 6, predicted: 0, probability: 0.6 },
    { index: 3, label: 9, predicted: 9, probability: 0.6 },
  ],
  pixels: Uint8Array.from({ length: 4 * 784 }, (_, i) => i % 256),
};
const report = (change: Partial<RunRecord & { lab: 'softmax' }> = {}, text = '') =>
  labReport({
    record: softmaxRecord({ ...done, ...change }),
    snapshots: [],
    predictions,
    answers: text === '' ? [] : [{ question: text, answer: text }],
  });

describe('a lab report', () => {
  test('shows every text as text, whatever it looks like', () => {
    const hostile = report(
      {
        app: HOSTILE,
        failure: HOSTILE,
        engine: { kind: 'cpu', version: HOSTILE, threads: 1 },
        dataset: { name: HOSTILE, sha256: HOSTILE },
      },
      HOSTILE,
    );
    const scripts = [...hostile.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
    expect(scripts).toHaveLength(1);
    expect(scripts[0]).toMatch(/^<script type="application\/json" id="linearlab-run"/);
    expect(hostile).not.toMatch(/<img[^>]*onerror/);
    expect(hostile.match(/&lt;script&gt;alert\(&#39;x&#39;\)/g)?.length).toBeGreaterThanOrEqual(5);
  });

  test('allows itself nothing but its own style and pictures', () => {
    const page = report();
    const [, policy = ''] =
      /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    expect(page).toContain(`<style>${style}</style>`);
    // Inline styles and handlers would be refused; so would anything from elsewhere.
    expect(page).not.toMatch(/ style="| on\w+="|javascript:|(src|href)="(?!data:image\/png)/);
  });

  test('carries its record, which is read back', () => {
    expect(readDataBlock(report())).toEqual(record);
    const failure = '</script><script>alert(1)</script>';
    expect(readDataBlock(report({ failure }))).toEqual({ ...record, failure });
  });

  test.each([
    ['another page', '<!doctype html><p>hello', 'foreign'],
    ['a changed figure', report().replace('"testAcc":0.79', '"testAcc":0.99'), 'damaged'],
    ['an end that is missing', report().slice(0, report().indexOf('"schema"')), 'damaged'],
  ])('is refused where it is %s', (_, page, reason) => {
    expect(() => readDataBlock(page)).toThrow(expect.objectContaining({ reason }));
  });

  test('draws the curves, the matrix and the pictures it was given', () => {
    const page = report();
    expect(page).toMatch(/<svg [^>]*role="img"/);
    expect(page.match(/<path [^>]*stroke="#0072b2"/g)?.length).toBeGreaterThan(0);
    expect(page).toContain('class="wrong"');
    expect(page.match(/<img src="data:image\/png;base64,/g)).toHaveLength(5);
    expect(page).toContain('1 of 4 test pictures');
  });

  test('speaks the app’s language', () => {
    speak('zh-CN');
    const page = report();
    speak('en');
    expect(page).toContain('<html lang="zh-CN">');
    expect(page).toContain('混淆矩阵');
    expect(page).not.toContain('Confusion matrix');
    expect(page).toContain('<dt>像素取值</dt>');
    expect(page).not.toContain('pixelScale<');
  });

  test('of linear regression has what was found instead', () => {
    const final = { trainLoss: 5e-5, w: [2.001, -3.4], b: 4.2, wError: [-1e-3, 0], bError: 0 };
    const bundle = { record: linearRecord({ state: 'done', final }), snapshots: [], answers: [] };
    const page = labReport({ ...bundle, predictions: null });
    expect(page).toContain('2.001000');
    expect(page).not.toContain('class="matrix"');
  });
});

test('confusion(page) counts true classes by predicted ones', () => {
  const counts = confusion(predictions);
  expect([counts[9]?.[9], counts[2]?.[2], counts[6]?.[0]]).toEqual([2, 1, 1]);
  expect(counts.flat().reduce((sum, count) => sum + count)).toBe(4);
});

test('shadeOf(share) is never that of nothing for something', () => {
  expect([0, Number.NaN, 0.001, 0.5, 1].map(shadeOf)).toEqual(['s0', 's0', 's1', 's5', 's9']);
  expect(style).toContain('td.s9 {');
});
