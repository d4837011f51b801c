import {
  legend,
  linePlot,
  printPalette,
  textWidth,
  type LinePlot,
  type PlotLook,
  type PlotSeries,
} from '#contract/drawing/line-plot';
import type { Shape } from '#contract/drawing/scene';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const looks: readonly PlotLook[] = [1, 2, 3, 4, 5, 6];
const frame = { left: 100, right: 300, top: 50, bottom: 250 };
const base: LinePlot = {
  ...{ left: 60, top: 40, width: 260, height: 260 },
  x: { min: 0, max: 10 },
  y: { min: 0, max: 1 },
  series: [],
  palette: printPalette,
  frame,
};
const series = (points: PlotSeries['points'], more: Partial<PlotSeries> = {}): PlotSeries => ({
  label: 'loss',
  look: 1,
  points,
  ...more,
});
const straight = [
  { x: 0, y: 0 },
  { x: 5, y: 0.5 },
  { x: 10, y: 1 },
];

type BoxOf<A> = A extends fc.Arbitrary<infer T> ? T : never;
type Of<K extends Shape['kind']> = Extract<Shape, { kind: K }>;
const ofKind = <K extends Shape['kind']>(shapes: readonly Shape[], kind: K) =>
  shapes.filter((shape): shape is Of<K> => shape.kind === kind);
const inBlue = (shapes: readonly Shape[]) =>
  ofKind(shapes, 'path').filter(({ stroke }) => stroke === '#0072b2');

describe('linePlot(plot)', () => {
  test('puts the range’s ends into the frame’s corners, and its middle into the middle', () => {
    const shapes = linePlot({ ...base, series: [series(straight)] });
    const corners = [
      [100, 250],
      [200, 150],
      [300, 50],
    ];
    expect(inBlue(shapes).map(({ points }) => points)).toEqual([corners]);
    expect(ofKind(shapes, 'circle').map(({ x, y }) => [x, y])).toEqual(corners);
  });

  test('a range may begin anywhere', () => {
    const points = [
      { x: -3, y: 2 },
      { x: 1, y: 3 },
      { x: 5, y: 4 },
    ];
    const x = { min: -3, max: 5 };
    const shapes = linePlot({ ...base, x, y: { min: 2, max: 4 }, series: [series(points)] });
    expect(inBlue(shapes).map((line) => line.points)).toEqual([
      [
        [100, 250],
        [200, 150],
        [300, 50],
      ],
    ]);
  });

  test('is made of shapes alone', () => {
    const mark = { x: 5, label: 'η' };
    const gap = [{ x: 1, y: null }, ...straight];
    const all = [series(gap), series(straight, { scatter: true })];
    for (const marks of [[mark], [{ ...mark, x: 99 }]]) {
      const shapes = linePlot({ ...base, marks, series: all });
      expect(shapes.filter(({ kind }) => !['path', 'circle', 'text'].includes(kind))).toEqual([]);
    }
  });

  test('on a logarithmic axis, equal factors are equal distances', () => {
    const points = [0.01, 0.1, 1, 10].map((x) => ({ x, y: x / 10 }));
    const x = { min: 0.01, max: 10, type: 'logarithmic' } as const;
    const [line] = inBlue(linePlot({ ...base, x, series: [series(points)] }));
    const xs = line?.points.map(([left]) => left) ?? [];
    expect(xs).toHaveLength(4);
    [100, 166.667, 233.333, 300].forEach((at, i) => {
      expect(xs[i]).toBeCloseTo(at, 2);
    });
  });

  test('a value that is missing, or no number there, lifts the pen', () => {
    const ys = [0.1, 0.2, null, 0.4, 0.5, NaN, 0.7];
    const points = ys.map((y, x) => ({ x, y }));
    const shapes = linePlot({ ...base, series: [series(points)] });
    // The last stands alone: a marker, but no line.
    expect(inBlue(shapes).map((line) => line.points.length)).toEqual([2, 2]);
    expect(ofKind(shapes, 'circle')).toHaveLength(5);
  });

  test('what is far outside is drawn to the edge, without a marker', () => {
    const points = [
      { x: 0, y: -100 },
      { x: 5, y: 0.5 },
      { x: 10, y: 100 },
    ];
    const shapes = linePlot({ ...base, series: [series(points)] });
    const [line] = inBlue(shapes);
    const ys = line?.points.map(([, y]) => y) ?? [];
    for (const y of ys) {
      expect(y).toBeGreaterThan(frame.top - 10);
      expect(y).toBeLessThan(frame.bottom + 10);
    }
    expect(ofKind(shapes, 'circle').map(({ x, y }) => [x, y])).toEqual([[200, 150]]);
    const outside = [-5, 15].map((x) => ({ x, y: 0.5 }));
    expect(ofKind(linePlot({ ...base, series: [series(outside)] }), 'circle')).toEqual([]);
  });

  test('many points have a line but no markers; so has what is plain', () => {
    const points = (n: number) => Array.from({ length: n }, (_, i) => ({ x: i / 10, y: 0.5 }));
    const markers = (one: PlotSeries) => ofKind(linePlot({ ...base, series: [one] }), 'circle');
    expect(markers(series(points(60)))).toHaveLength(60);
    expect(markers(series(points(61)))).toHaveLength(0);
    expect(markers(series(points(61), { scatter: true }))).toHaveLength(61);
    expect(markers(series(points(9), { plain: true }))).toHaveLength(0);
    // One that is long takes them from all: what has none beside what has would look like another thing.
    const both = linePlot({ ...base, series: [series(points(61)), series(points(9))] });
    expect(ofKind(both, 'circle')).toEqual([]);
  });

  test('a scatter has markers alone, a large one larger ones', () => {
    const small = linePlot({ ...base, series: [series(straight, { scatter: true })] });
    const large = linePlot({ ...base, series: [series(straight, { scatter: true, large: true })] });
    expect([inBlue(small), inBlue(large)]).toEqual([[], []]);
    const radius = (shapes: readonly Shape[]) => ofKind(shapes, 'circle')[0]?.radius ?? NaN;
    expect(radius(large)).toBeGreaterThan(radius(small));
  });

  test('a line twice as wide has markers and dashes twice as large', () => {
    const at = (lineWidth: number) => {
      const dashed = linePlot({ ...base, lineWidth, series: [series(straight, { look: 2 })] });
      const round = linePlot({ ...base, lineWidth, series: [series(straight)] });
      const [line] = ofKind(dashed, 'path').filter(({ stroke }) => stroke === '#c65300');
      return {
        width: line?.strokeWidth,
        dash: line?.dash,
        radius: ofKind(round, 'circle')[0]?.radius,
      };
    };
    const [one, two] = [at(1), at(2)];
    expect(one.dash?.length).toBeGreaterThan(0);
    expect(two).toEqual({
      width: 2 * (one.width ?? NaN),
      dash: one.dash?.map((part) => 2 * part),
      radius: 2 * (one.radius ?? NaN),
    });
  });

  test('a mark is an upright line with its word, where it lies in the frame', () => {
    const marks = [
      { x: 5, label: 'η = 0.1' },
      { x: -1, label: 'before' },
      { x: 11, label: 'after' },
    ];
    const shapes = linePlot({ ...base, marks });
    expect(ofKind(shapes, 'path').filter(({ dash }) => dash)).toMatchObject([
      {
        points: [
          [200, 50],
          [200, 250],
        ],
      },
    ]);
    const words = ofKind(shapes, 'text');
    // Beside the line, below the frame's edge, no larger than the axes' words.
    const word = words.find(({ text }) => text === 'η = 0.1');
    expect(word?.x).toBeGreaterThan(200);
    expect(word?.x).toBeLessThan(210);
    expect(word?.y).toBeGreaterThan(50 + 6);
    expect(word?.y).toBeLessThan(250);
    expect(word?.size).toBeLessThan(12);
    expect(words.filter(({ text }) => ['before', 'after'].includes(text))).toEqual([]);
    const ends = [0, 10].map((x) => ({ x, label: `at ${x}` }));
    const atEnds = ofKind(linePlot({ ...base, marks: ends }), 'text').map(({ text }) => text);
    expect(atEnds).toEqual(expect.arrayContaining(['at 0', 'at 10']));
  });

  test('each mark of the y axis is a line from edge to edge at its number', () => {
    const shapes = linePlot({ ...base, y: { min: 0, max: 1, step: 0.5 } });
    expect(ofKind(shapes, 'path').map(({ points }) => points)).toEqual(
      [250, 150, 50].map((y) => [
        [100, y],
        [300, y],
      ]),
    );
    const left = ofKind(shapes, 'text').filter(({ anchor }) => anchor === 'end');
    expect(left.map(({ text }) => text)).toEqual(['0', '0.5', '1']);
    // The middle of the digits is at the line: a baseline a third of the size lower.
    for (const [i, { y, x }] of left.entries()) {
      expect(y - ([250, 150, 50][i] ?? NaN)).toBeCloseTo(4, 0);
      expect(x).toBeLessThan(100);
    }
  });

  test('numbers of the x axis stand below their place', () => {
    const shapes = linePlot({ ...base, x: { min: 0, max: 10, step: 5 } });
    const below = ofKind(shapes, 'text').filter(({ y }) => y > 250 + 6);
    expect(below.map(({ text, x, anchor }) => [text, x, anchor])).toEqual([
      ['0', 100, 'middle'],
      ['5', 200, 'middle'],
      ['10', 300, 'middle'],
    ]);
  });

  test('names of the axes are in their middle, that of y upright', () => {
    const x = { min: 0, max: 10, label: 'epoch' };
    const y = { min: 0, max: 1, label: 'loss' };
    const words = ofKind(linePlot({ ...base, x, y }), 'text');
    expect(words.find(({ text }) => text === 'epoch')).toMatchObject({ x: 200, anchor: 'middle' });
    expect(words.find(({ text }) => text === 'loss')).toMatchObject({
      ...{ y: 150, anchor: 'middle', turn: -90 },
    });
  });

  describe('without a frame', () => {
    const boxes = fc.record({
      width: fc.integer({ min: 240, max: 900 }),
      height: fc.integer({ min: 160, max: 600 }),
      textSize: fc.integer({ min: 9, max: 16 }),
      top: fc.constantFrom(0, 30),
      left: fc.constantFrom(0, 40),
    });
    const ranges = fc.record({
      max: fc.constantFrom(0.003, 1, 25, 8000, 3e6),
      named: fc.boolean(),
    });
    const laidOut = (box: BoxOf<typeof boxes>, { max, named }: BoxOf<typeof ranges>) => {
      const x = { min: 0, max: 10, ...(named && { label: 'epoch' }) };
      const y = { min: 0, max, ...(named && { label: 'loss' }) };
      const shapes = linePlot({ ...box, x, y, series: [], palette: printPalette });
      const words = ofKind(shapes, 'text').map((word) => {
        const wide = textWidth(word.text, word.size);
        const before = { start: 0, middle: wide / 2, end: wide }[word.anchor ?? 'start'];
        const [left, right] =
          word.turn === undefined
            ? [word.x - before, word.x - before + wide]
            : // Upright, its letters stand left of its baseline.
              [word.x - word.size, word.x];
        return { ...word, left, right };
      });
      const lines = ofKind(shapes, 'path').map(({ points }) => points);
      const xs = lines.flat().map(([at]) => at);
      const ys = lines.flat().map(([, at]) => at);
      return {
        frame: { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.max(...ys) },
        numbers: words.filter(({ anchor }) => anchor === 'end'),
        below: words.filter(({ anchor, text }) => anchor === 'middle' && /^[\d.]+$/.test(text)),
        epoch: words.find(({ text }) => text === 'epoch'),
        loss: words.find(({ text }) => text === 'loss'),
      };
    };

    test('numbers and names find room in the box, each outside of what it stands beside', () => {
      fc.assert(
        fc.property(boxes, ranges, (box, range) => {
          const { frame, numbers, below, epoch, loss } = laidOut(box, range);
          const size = box.textSize;
          for (const { left, right } of numbers) {
            expect(left).toBeGreaterThanOrEqual((loss?.right ?? box.left) - 1e-9);
            expect(right).toBeLessThan(frame.left);
          }
          for (const word of below) {
            expect(word.y - size * 0.8).toBeGreaterThan(frame.bottom);
            expect(word.y + size * 0.2).toBeLessThanOrEqual(box.top + box.height);
            expect(word.right).toBeLessThanOrEqual(box.left + box.width + 1e-9);
            if (epoch) expect(epoch.y - size).toBeGreaterThan(word.y);
          }
          if (epoch) expect(epoch.y + size * 0.2).toBeLessThanOrEqual(box.top + box.height + 1e-9);
          if (loss) expect(loss.left).toBeGreaterThanOrEqual(box.left - 0.2 * size);
        }),
      );
    });

    test('numbers do not touch, and there are several', () => {
      fc.assert(
        fc.property(boxes, ranges, (box, range) => {
          const { numbers, below } = laidOut(box, range);
          for (const [i, { y }] of numbers.entries()) {
            const before = numbers[i - 1];
            if (before) expect(before.y - y).toBeGreaterThanOrEqual(box.textSize * 1.2);
          }
          for (const [i, { left }] of below.entries()) {
            const before = below[i - 1];
            if (before) expect(left - before.right).toBeGreaterThan(box.textSize * 0.5);
          }
          for (const words of [numbers, below]) {
            expect(words.length).toBeGreaterThanOrEqual(2);
            expect(words.length).toBeLessThanOrEqual(12);
          }
        }),
      );
      const wide = { left: 0 as const, top: 0 as const, width: 900, height: 600, textSize: 12 };
      const { numbers, below } = laidOut(wide, { max: 1, named: false });
      expect([numbers.length, below.length]).toEqual([11, 11]);
    });

    test('the frame leaves no more room than the words take', () => {
      fc.assert(
        fc.property(boxes, ranges, (box, range) => {
          const { frame, numbers } = laidOut(box, range);
          const size = box.textSize;
          const widest = Math.max(...numbers.map(({ text }) => textWidth(text, size)), size);
          const names = range.named ? 1.5 * size : 0;
          expect(frame.left - box.left).toBeLessThanOrEqual(widest * 1.5 + names + size);
          expect(box.left + box.width - frame.right).toBeLessThan(size);
          expect(box.top + box.height - frame.bottom).toBeLessThan((range.named ? 3.5 : 2) * size);
        }),
      );
    });
  });

  test('the backdrop lies on the grid and below the lines', () => {
    const spot: Shape = { kind: 'rect', x: 0, y: 0, width: 1, height: 1 };
    const shapes = linePlot({
      ...base,
      series: [series(straight)],
      backdrop: ({ toX, toY }) => [{ ...spot, x: toX(5), y: toY(0.5) }],
    });
    const at = shapes.findIndex(({ kind }) => kind === 'rect');
    expect(shapes[at]).toMatchObject({ x: 200, y: 150 });
    const isLine = (shape: Shape) => shape.kind === 'path' && shape.stroke === '#0072b2';
    expect(shapes.slice(0, at).some(isLine)).toBe(false);
    expect(shapes.slice(at).some(isLine)).toBe(true);
  });

  test('each look is told from the others by its marker and by its dash, not by colour alone', () => {
    const drawn = looks.map((look) => {
      const grey = Object.fromEntries(looks.map((one) => [one, '#777777']));
      const palette = { ...printPalette, series: grey as typeof printPalette.series };
      const shapes = linePlot({ ...base, palette, series: [series(straight, { look })] });
      const lines = ofKind(shapes, 'path').filter(({ points }) => points.length === 3);
      const line = lines.find(({ stroke }) => stroke === '#777777');
      const marker = shapes.slice(shapes.findIndex((shape) => shape === line) + 1);
      return { dash: JSON.stringify(line?.dash), marker: JSON.stringify(marker) };
    });
    expect(new Set(drawn.map(({ dash }) => dash)).size).toBe(6);
    expect(new Set(drawn.map(({ marker }) => marker)).size).toBe(6);
  });

  test('a narrow frame has few numbers', () => {
    const small = { left: 100, right: 148, top: 200, bottom: 221 };
    const words = ofKind(linePlot({ ...base, frame: small }), 'text');
    const count = (anchor: string) => words.filter((word) => word.anchor === anchor).length;
    expect([count('middle'), count('end')]).toEqual([3, 3]);
  });

  describe('a marker', () => {
    /** Its corners, or the ends of its strokes, seen from the point, as signs. */
    const cornersOf = (look: PlotLook) => {
      const one = series([{ x: 5, y: 0.5 }], { look });
      const colour = printPalette.series[look];
      const marker = ofKind(linePlot({ ...base, series: [one] }), 'path').filter(
        ({ fill, stroke }) => fill === colour || stroke === colour,
      );
      const side = (a: number) => (Math.abs(a) < 1e-9 ? 0 : Math.sign(a));
      return marker.map(({ points, closed = false }) => ({
        closed,
        corners: points.map(([x, y]) => `${side(x - 200)} ${side(y - 150)}`),
      }));
    };

    test('of the second look is a triangle that points up', () => {
      expect(cornersOf(2)).toEqual([{ closed: true, corners: ['0 -1', '1 1', '-1 1'] }]);
    });

    test('of the third and the fourth is a square, upright and on a corner', () => {
      const square = ['-1 -1', '1 -1', '1 1', '-1 1'];
      expect(cornersOf(3)).toEqual([{ closed: true, corners: square }]);
      expect(cornersOf(4)).toEqual([{ closed: true, corners: ['0 -1', '1 0', '0 1', '-1 0'] }]);
    });

    test('of the fifth and the sixth is a cross, and one with an upright more', () => {
      const [down, up] = [
        { closed: false, corners: ['-1 -1', '1 1'] },
        { closed: false, corners: ['1 -1', '-1 1'] },
      ];
      expect(cornersOf(5)).toEqual([down, up]);
      expect(cornersOf(6)).toEqual([down, up, { closed: false, corners: ['0 -1', '0 1'] }]);
    });
  });

  test('a marker lies about its point, and a look may have the colour of one with the line of another', () => {
    for (const line of looks) {
      const one = series([{ x: 5, y: 0.5 }], { look: { colour: 3, line } });
      const shapes = linePlot({ ...base, series: [one] });
      const marker = shapes.filter((shape) => JSON.stringify(shape).includes('#00805e'));
      const places = marker.flatMap((shape) =>
        shape.kind === 'circle'
          ? [[shape.x, shape.y] as const]
          : shape.kind === 'path'
            ? shape.points
            : [],
      );
      expect(places.length).toBeGreaterThan(0);
      const xs = places.map(([x]) => x);
      const ys = places.map(([, y]) => y);
      expect((Math.min(...xs) + Math.max(...xs)) / 2).toBeCloseTo(200, 6);
      expect(Math.abs((Math.min(...ys) + Math.max(...ys)) / 2 - 150)).toBeLessThan(1);
      expect(Math.max(...ys) - Math.min(...ys)).toBeLessThan(10);
    }
  });
});

describe('legend(series, at, palette)', () => {
  const names = ['train loss', '训练损失', 'η'];
  const drawn = () => {
    const all = names.map((label, i) => series([], { label, look: looks[i] ?? 1 }));
    return legend(all, { left: 10, top: 20 }, printPalette, 12);
  };

  test('names each series once, one after the other, without touching', () => {
    const words = ofKind(drawn(), 'text');
    expect(words.map(({ text }) => text)).toEqual(names);
    expect(words[0]?.x).toBeGreaterThan(10);
    words.forEach(({ x, text, size, y }, i) => {
      const next = words[i + 1];
      const gap = (next?.x ?? x + textWidth(text, size) + 52) - (x + textWidth(text, size));
      expect(gap).toBeGreaterThan(32);
      expect(gap).toBeLessThan(70);
      expect(y).toBeGreaterThan(20 + 6);
      expect(y).toBeLessThan(20 + 12);
    });
  });

  test('before each name is a piece of its line with its marker', () => {
    const words = ofKind(drawn(), 'text');
    const pieces = ofKind(drawn(), 'path').filter(({ closed }) => !closed);
    expect(pieces.map(({ stroke }) => stroke)).toEqual(['#0072b2', '#c65300', '#00805e']);
    pieces.forEach(({ points }, i) => {
      const xs = points.map(([x]) => x);
      expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(26, 9);
      expect(Math.max(...xs)).toBeLessThan(words[i]?.x ?? NaN);
      expect(points.every(([, y]) => y === 26)).toBe(true);
    });
    expect(ofKind(drawn(), 'circle')).toMatchObject([{ x: 23, y: 26, fill: '#0072b2' }]);
  });

  test('of a scatter, the marker alone', () => {
    const [marker, ...rest] = legend(
      [series([], { scatter: true })],
      { left: 10, top: 20 },
      printPalette,
    );
    expect(marker).toMatchObject({ kind: 'circle', x: 23 });
    expect(rest.map(({ kind }) => kind)).toEqual(['text']);
  });
});

test('textWidth(text, size): Chinese characters are square, others a little over half as wide', () => {
  expect(textWidth('损失', 10)).toBe(20);
  expect(textWidth('loss', 10)).toBeCloseTo(23.2, 9);
  expect(textWidth('损失 loss', 10)).toBeCloseTo(20 + 5 * 5.8, 9);
  expect(textWidth('', 10)).toBe(0);
});
