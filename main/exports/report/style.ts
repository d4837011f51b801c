/** The report's look: a printed page. The Content-Security-Policy names this very text by its hash. */
const shades = [0, 8, 16, 26, 38, 50, 62, 74, 86, 100];

export const style = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1.5rem; background: #fff; color: #1c2024;
  font: 15px/1.55 'Inter Variable', Inter, 'Segoe UI', 'Helvetica Neue', Arial, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
h1, h2 { font-family: 'Source Serif 4 Variable', Georgia, serif; line-height: 1.25; }
:lang(zh) body { font-family: 'Inter Variable', Inter, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', system-ui, sans-serif; }
:lang(zh) :is(h1, h2) { font-family: 'Source Serif 4 Variable', 'Songti SC', 'Noto Serif CJK SC', Georgia, serif; }
h1 { margin: 0 0 .25rem; font-size: 1.9rem; }
h2 { margin: 2rem 0 .6rem; padding-top: .8rem; border-top: 1px solid #e5e2da; font-size: 1.25rem; }
p { margin: 0 0 .6rem; }
.lead, .small, figcaption { color: #565e66; }
.small, figcaption { font-size: .85rem; }
figure { margin: 0; break-inside: avoid; }
figcaption { margin-top: .5rem; }
svg { display: block; width: 100%; height: auto; }
dl.figures { display: flex; flex-wrap: wrap; gap: 1.25rem 2.5rem; margin: 1.25rem 0 0; }
dl.figures dd { margin: 0; font-size: 1.5rem; font-weight: 600; }
dl.figures dt { color: #565e66; font-size: .85rem; }
dl.settings { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.5rem; margin: 0; }
dl.settings dt { color: #565e66; }
dl.settings dd { margin: 0; overflow-wrap: anywhere; }
code { font: .9em 'JetBrains Mono Variable', Consolas, Menlo, monospace; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font-size: .85rem; }
th, td { padding: .22rem .4rem; border-bottom: 1px solid #e5e2da; text-align: right; }
th { font-weight: 600; }
thead th { color: #565e66; font-weight: 400; vertical-align: bottom; }
th[scope=row] { text-align: left; white-space: nowrap; }
tr { break-inside: avoid; }
table.matrix { table-layout: fixed; }
table.matrix th:first-child { width: 6rem; }
table.matrix thead th { padding-inline: 0; text-align: center; }
table.matrix td { border: 2px solid #fff; text-align: center; }
table.matrix td.right { outline: 1.5px solid #565e66; outline-offset: -1.5px; }
${shades.map((share, i) => `td.s${i} { background: ${mix(share)}; color: ${share > 55 ? '#fff' : '#1c2024'}; }`).join('\n')}
ul.pictures { display: grid; grid-template-columns: repeat(10, minmax(0, 1fr)); gap: .9rem .6rem; margin: 0; padding: 0; list-style: none; }
ul.pictures li { font-size: .7rem; line-height: 1.3; text-align: center; break-inside: avoid; overflow-wrap: anywhere; }
ul.pictures img { display: block; width: 100%; height: auto; background: #000; image-rendering: pixelated; border: 2px solid transparent; border-radius: 4px; }
ul.pictures .wrong img { border-color: #b3261e; }
ul.pictures .wrong b { color: #b3261e; }
ul.pictures .truth { color: #565e66; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.answer { margin: 0 0 1rem; padding-left: .9rem; border-left: 3px solid #2b59c3; }
.tags span { display: inline-block; margin-right: .4rem; padding: 0 .5rem; border: 1px solid #e5e2da; border-radius: 99px; font-size: .85rem; }
@page { size: A4; margin: 14mm; }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 12px; } h1 { font-size: 1.7rem; } }
`;

/** From white to the blue of the first series. */
function mix(share: number): string {
  const channel = (to: number) => Math.round(255 + ((to - 255) * share) / 100);
  return `rgb(${channel(0)} ${channel(89)} ${channel(150)})`;
}

/** Which of the shades stands for a share, 0 to 1. Any share above zero is seen. */
export function shadeOf(share: number): string {
  if (!(share > 0)) return 's0';
  return `s${Math.min(shades.length - 1, 1 + Math.floor(share * (shades.length - 1)))}`;
}
