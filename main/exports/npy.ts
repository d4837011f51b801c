/**
 * NumPy's .npy format, version 1.0: magic, version, the header's length (u16) and the header, all padded to a multiple of 64
 * bytes, then the numbers. Two arrays make one record of two named fields: `np.load(file)['weight']`.
 */
import { bytesOf, type NamedTensor } from './tensors';

const MAGIC = Buffer.from('\x93NUMPY\x01\x00', 'latin1');

export function encodeNpy(tensors: readonly NamedTensor[]): Uint8Array {
  const fields = tensors.map(({ name, shape }) => `('${name}', '<f4', (${shape.join(', ')},))`);
  const header = `{'descr': [${fields.join(', ')}], 'fortran_order': False, 'shape': (), }`;
  const before = MAGIC.length + 2;
  const padding = 63 - ((before + header.length) % 64);
  const text = Buffer.from(`${header}${' '.repeat(padding)}\n`, 'latin1');
  const length = Buffer.alloc(2);
  length.writeUInt16LE(text.length);
  return Buffer.concat([MAGIC, length, text, ...tensors.map(({ values }) => bytesOf(values))]);
}
