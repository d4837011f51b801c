/**
 * The safetensors format: the header's length (u64), the header (JSON, padded with spaces to a multiple of eight), then the
 * numbers one after the other, little-endian.
 */
import { bytesOf, type NamedTensor } from './tensors';

/** @param metadata texts by name, which the format allows beside the tensors */
export function encodeSafetensors(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  let offset = 0;
  const entries = tensors.map(({ name, shape, values }) => {
    const from = offset;
    offset += values.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [from, offset] }] as const;
  });
  const json = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) });
  const text = Buffer.from(json);
  const header = Buffer.alloc(Math.ceil(text.length / 8) * 8, ' ');
  text.copy(header);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, ...tensors.map(({ values }) => bytesOf(values))]);
}
