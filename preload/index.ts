/** The bridge: the one object that the window gets, and nothing else of Electron or Node. */
import { CALL_CHANNEL, EVENT_CHANNEL, callNames, type LinearLabApi } from '#contract/api';
import { eventNames } from '#contract/events';
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';

const knownCalls: ReadonlySet<string> = new Set(callNames);
const knownEvents: ReadonlySet<string> = new Set(eventNames);

const api = {
  call(name, input) {
    if (!knownCalls.has(name)) return Promise.reject(new TypeError('unknown call'));
    return ipcRenderer.invoke(CALL_CHANNEL, name, input);
  },
  on(name, listener) {
    if (!knownEvents.has(name)) throw new TypeError('unknown event');
    const relay = (_: IpcRendererEvent, sent: unknown, event: Parameters<typeof listener>[0]) => {
      if (sent === name) listener(event);
    };
    ipcRenderer.on(EVENT_CHANNEL, relay);
    return () => {
      ipcRenderer.off(EVENT_CHANNEL, relay);
    };
  },
} satisfies LinearLabApi;

contextBridge.exposeInMainWorld('linearLab', api);
