/** Pictures on the clipboard, with the API that Electron has: items from 45 on, a call for images before. */
import * as electron from 'electron';

interface ImageClipboard {
  writeImage(image: electron.NativeImage): void;
}

function takesImages(clipboard: object): clipboard is ImageClipboard {
  return 'writeImage' in clipboard && typeof clipboard.writeImage === 'function';
}

export async function copyPicture(png: Uint8Array): Promise<void> {
  const { clipboard, nativeImage, ClipboardItem } = electron;
  if (takesImages(clipboard)) {
    clipboard.writeImage(nativeImage.createFromBuffer(Buffer.from(png)));
    return;
  }
  const blob = new Blob([new Uint8Array(png)], { type: 'image/png' });
  await clipboard.write([new ClipboardItem({ 'image/png': blob })]);
}
