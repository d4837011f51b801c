import { pitchOf } from './pitch';

/** Seconds for the tone to glide to the next one, and to fade. */
const GLIDE = 0.06;

/** A tone that follows the loss, made by the window itself. Nothing of it exists before it is first heard. */
export class LossSound {
  #context: AudioContext | null = null;
  #tone: { readonly oscillator: OscillatorNode; readonly gain: GainNode } | null = null;

  /** Sounds `loss` from now on; undefined is silence, null (no loss yet) leaves the tone as it is. @param volume from 0 to 1 */
  play(loss: number | null | undefined, volume: number): void {
    if (loss === undefined) return this.#fade();
    if (loss === null) return;
    this.#context ??= new AudioContext();
    this.#tone ??= startTone(this.#context, loss);
    const { currentTime } = this.#context;
    const { oscillator, gain } = this.#tone;
    oscillator.frequency.setTargetAtTime(pitchOf(loss), currentTime, GLIDE);
    // The ear hears ratios: the square makes the middle of the slider the middle of the loudness. A fifth is loud enough.
    gain.gain.setTargetAtTime(volume ** 2 / 5, currentTime, GLIDE);
  }

  dispose(): void {
    this.#tone = null;
    void this.#context?.close();
    this.#context = null;
  }

  #fade(): void {
    if (!this.#context || !this.#tone) return;
    const { oscillator, gain } = this.#tone;
    const { currentTime } = this.#context;
    gain.gain.setTargetAtTime(0, currentTime, GLIDE);
    oscillator.stop(currentTime + 10 * GLIDE);
    this.#tone = null;
  }
}

function startTone(context: AudioContext, loss: number) {
  const oscillator = new OscillatorNode(context, { type: 'triangle', frequency: pitchOf(loss) });
  const gain = new GainNode(context, { gain: 0 });
  oscillator.connect(gain).connect(context.destination);
  oscillator.start();
  return { oscillator, gain };
}
