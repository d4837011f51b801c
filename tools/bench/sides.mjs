// @ts-check
/** The processes that the benchmark compares. Each answers a line of JSON with a line of JSON, one at a time. */
import { createInterface } from 'node:readline';
import { Failure } from '../lib/failure.mjs';
import { root } from '../lib/places.mjs';
import { end, start } from '../lib/process.mjs';

const ANSWER_LIMIT_MS = 10 * 60_000;
const KEPT_LINES = 8;

/** @typedef {{ readonly [name: string]: unknown }} Message */

export class Side {
  /** @type {string[]} */
  #said = [];
  /** @type {((line: string | undefined) => void) | undefined} */
  #heard;

  /**
   * @param {string} name for people
   * @param {string} command
   * @param {readonly string[]} args
   * @param {NodeJS.ProcessEnv} [env] its whole environment
   */
  constructor(name, command, args, env = process.env) {
    this.name = name;
    this.child = start(command, args, { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe'] });
    const { stdout, stderr } = this.child;
    if (stdout) {
      createInterface(stdout).on('line', (line) => {
        // Libraries print what they like.
        if (line.startsWith('{')) this.#heard?.(line);
      });
    }
    if (stderr) {
      createInterface(stderr).on('line', (line) => {
        this.#said = [...this.#said, line].slice(-KEPT_LINES);
      });
    }
    this.child.once('error', () => this.#heard?.(undefined));
    this.child.once('close', () => this.#heard?.(undefined));
  }

  /**
   * @template {Message} Answer
   * @param {Message} request
   * @returns {Promise<Answer>}
   * @throws {Failure} with what the process said last, where it failed or ended
   */
  async ask(request) {
    /** @type {Promise<string | undefined>} */
    const answer = new Promise((resolve) => {
      const limit = setTimeout(() => resolve(undefined), ANSWER_LIMIT_MS);
      this.#heard = (line) => {
        clearTimeout(limit);
        resolve(line);
      };
    });
    if (this.child.exitCode === null) this.child.stdin?.write(`${JSON.stringify(request)}\n`);
    else this.#heard?.(undefined);
    const line = await answer;
    this.#heard = undefined;
    if (line === undefined) {
      throw new Failure(`${this.name} gave no answer.\n${this.#said.join('\n')}`);
    }
    /** @type {Answer & { error?: string }} */
    const message = JSON.parse(line);
    if (message.error !== undefined) throw new Failure(`${this.name}: ${message.error}`);
    return message;
  }

  end() {
    return end(this.child);
  }
}

/**
 * Lets all take turns (A B A B), first to warm up.
 * @template Answer
 * @param {readonly (() => Promise<Answer>)[]} contestants
 * @param {{ rounds: number, warmUps?: number }} times
 * @returns {Promise<Answer[][]>} for each contestant its answers, round by round
 */
export async function inTurn(contestants, { rounds, warmUps = 1 }) {
  /** @type {Answer[][]} */
  const answers = contestants.map(() => []);
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const [i, contestant] of contestants.entries()) {
      const answer = await contestant();
      if (round >= 0) answers[i]?.push(answer);
    }
  }
  return answers;
}
