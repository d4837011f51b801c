/** A scene on a canvas. */
import { DRAWING_FONT, type Scene, type Shape } from '#contract/drawing/scene';

/** Pixels of the picture to one of the page: sharp on a projector and in print. */
export const PICTURE_SCALE = 2;

/** The scene as a PNG file. @throws where the page has no memory for it */
export async function toPng(scene: Scene): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(scene.width * PICTURE_SCALE);
  canvas.height = Math.ceil(scene.height * PICTURE_SCALE);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.scale(PICTURE_SCALE, PICTURE_SCALE);
  context.fillStyle = scene.paper;
  context.fillRect(0, 0, scene.width, scene.height);
  for (const shape of scene.shapes) await paint(context, shape);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('no picture');
  return new Uint8Array(await blob.arrayBuffer());
}

async function paint(context: CanvasRenderingContext2D, shape: Shape): Promise<void> {
  context.save();
  try {
    switch (shape.kind) {
      case 'text':
        paintText(context, shape);
        return;
      case 'image':
        await paintImage(context, shape);
        return;
      case 'outline':
        context.transform(...shape.matrix);
        context.globalAlpha = shape.opacity ?? 1;
        paintPath(context, new Path2D(shape.d), shape);
        return;
      default:
        paintPath(context, pathOf(shape), shape);
    }
  } finally {
    context.restore();
  }
}

type Area = Exclude<Shape, { kind: 'text' | 'image' }>;

function pathOf(shape: Exclude<Area, { kind: 'outline' }>): Path2D {
  const path = new Path2D();
  if (shape.kind === 'circle') path.arc(shape.x, shape.y, shape.radius, 0, 2 * Math.PI);
  else if (shape.kind === 'rect') {
    path.roundRect(shape.x, shape.y, shape.width, shape.height, shape.radius ?? 0);
  } else {
    shape.points.forEach(([x, y], i) => (i === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
    if (shape.closed) path.closePath();
  }
  return path;
}

function paintPath(context: CanvasRenderingContext2D, path: Path2D, shape: Area): void {
  if (shape.fill !== undefined) {
    context.fillStyle = shape.fill;
    context.fill(path);
  }
  if (shape.stroke === undefined) return;
  context.strokeStyle = shape.stroke;
  context.lineWidth = shape.strokeWidth ?? 1;
  context.lineJoin = 'round';
  if ('dash' in shape && shape.dash) context.setLineDash([...shape.dash]);
  context.stroke(path);
}

function paintText(
  context: CanvasRenderingContext2D,
  { x, y, text, size, fill, anchor, weight, turn, font }: Extract<Shape, { kind: 'text' }>,
): void {
  context.translate(x, y);
  if (turn !== undefined) context.rotate((turn * Math.PI) / 180);
  context.font = `${weight ?? 400} ${size}px ${font ?? DRAWING_FONT}`;
  context.textAlign = anchor === 'middle' ? 'center' : (anchor ?? 'start');
  context.fillStyle = fill;
  context.fillText(text, 0, 0);
}

async function paintImage(
  context: CanvasRenderingContext2D,
  { x, y, width, height, href, smooth }: Extract<Shape, { kind: 'image' }>,
): Promise<void> {
  const bytes = Uint8Array.from(atob(href.slice(href.indexOf(',') + 1)), (c) => c.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  context.imageSmoothingEnabled = smooth === true;
  context.drawImage(bitmap, x, y, width, height);
  bitmap.close();
}
