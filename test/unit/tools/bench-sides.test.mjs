import { describe, expect, test } from 'vitest';
import { inTurn, Side } from '../../../tools/bench/sides.mjs';

/** A side that answers with what it was asked, and fails or ends on request. */
const script = `
  require('readline').createInterface(process.stdin).on('line', (line) => {
    const request = JSON.parse(line);
    if (request.do === 'end') { console.error('had enough'); process.exit(3); }
    console.log('a library talks');
    console.log(JSON.stringify(request.do === 'fail' ? { error: 'cannot' } : { did: request.do }));
  });
`;

describe('Side', () => {
  const withSide = async (/** @type {(side: Side) => Promise<void>} */ use) => {
    const side = new Side('tester', process.execPath, ['-e', script]);
    try {
      await use(side);
    } finally {
      await side.end();
    }
  };

  test('answers each request, whatever else the process prints', () =>
    withSide(async (side) => {
      expect(await side.ask({ do: 'one' })).toEqual({ did: 'one' });
      expect(await side.ask({ do: 'two' })).toEqual({ did: 'two' });
    }));

  test('throws what the process could not do, and goes on', () =>
    withSide(async (side) => {
      await expect(side.ask({ do: 'fail' })).rejects.toThrow('tester: cannot');
      expect(await side.ask({ do: 'one' })).toEqual({ did: 'one' });
    }));

  test('tells what a process said last that ended instead of answering', () =>
    withSide(async (side) => {
      await expect(side.ask({ do: 'end' })).rejects.toThrow(/tester gave no answer.\nhad enough/);
      await expect(side.ask({ do: 'one' })).rejects.toThrow('tester gave no answer');
    }));

  test('says so where the command is not there', async () => {
    const side = new Side('nobody', 'linearlab-no-such-command', []);
    await expect(side.ask({ do: 'one' })).rejects.toThrow('nobody gave no answer');
  });
});

test('inTurn(contestants, times) lets them alternate, and forgets the warm-up', async () => {
  /** @type {string[]} */
  const turns = [];
  const contestant = (/** @type {string} */ name) => async () => {
    turns.push(name);
    return `${name}${turns.length}`;
  };
  const answers = await inTurn([contestant('a'), contestant('b')], { rounds: 2, warmUps: 1 });
  expect(turns.join('')).toBe('ababab');
  expect(answers).toEqual([
    ['a3', 'a5'],
    ['b4', 'b6'],
  ]);
});
