/** A report on paper: a hidden window that runs no script, in a session of its own that reaches nothing but the page. */
import { BrowserWindow, session } from 'electron';
import { HOST, ORIGIN, SCHEME } from '../protocol';
import { lockSession } from '../security';
import { REPORT_POLICY } from './report/report';

const PARTITION = 'report';
const PAGE = new URL(`${ORIGIN}/report`);

/** One at a time: they share the session, and so the page's address. */
let last: Promise<unknown> = Promise.resolve();

export function printPdf(html: string): Promise<Uint8Array> {
  const printed = last.then(() => print(html));
  last = printed.catch(() => undefined);
  return printed;
}

async function print(html: string): Promise<Uint8Array> {
  const own = session.fromPartition(PARTITION);
  lockSession(own, PAGE);
  own.protocol.handle(SCHEME, ({ url }) => {
    if (new URL(url).host !== HOST) return new Response(null, { status: 404 });
    const headers = {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': REPORT_POLICY,
    };
    return new Response(html, { headers });
  });
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      javascript: false,
      devTools: false,
      spellcheck: false,
    },
  });
  try {
    await window.loadURL(PAGE.href);
    return await window.webContents.printToPDF({
      pageSize: 'A4',
      printBackground: true,
      preferCSSPageSize: true,
      generateDocumentOutline: true,
      generateTaggedPDF: true,
    });
  } finally {
    own.protocol.unhandle(SCHEME);
    window.destroy();
  }
}
