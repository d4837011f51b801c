// @ts-check
/**
 * A session with the built app, in a network that leads nowhere: its pages, a run of each lab, a change of settings, the end. Prints how many
 * packets the kernel had no way for before it, after it, and after one request on purpose. Started as
 * `offline-session.mjs <executable> <repository> <data folder> [switch …]` in a network namespace of its own.
 */
/* global window */
import { _electron } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';

/** Whatever a process of this namespace wanted to send to somewhere else, over IPv4 and IPv6. */
function packetsWithoutWay() {
  const [names = '', values = ''] = readFileSync('/proc/net/snmp', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('Ip:'));
  const ip4 = Number(values.split(' ')[names.split(' ').indexOf('OutNoRoutes')]);
  const ip6 = Number(/^Ip6OutNoRoutes\s+(\d+)/m.exec(readFileSync('/proc/net/snmp6', 'utf8'))?.[1]);
  return ip4 + ip6;
}

/** @param {import('@playwright/test').Page} page @param {'linear' | 'softmax'} lab */
const train = (page, lab) =>
  page.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        window.linearLab.on('runState', ({ state }) => {
          if (state === 'done') resolve(state);
          if (state === 'failed') reject(new Error(state));
        });
        const config = { learningRate: 0.03, batchSize: 256, epochs: 1, seed: 0 };
        const request = /** @type {const} */ ({ lab: name, implementation: 'scratch', config });
        void window.linearLab.call('startRun', { request, paused: false }).then((reply) => {
          if (!reply.ok) reject(new Error(reply.error.code));
        });
      }),
    lab,
  );

const [, , executablePath = '', repository = '', dataDir = '', ...switches] = argv;
const before = packetsWithoutWay();
const electron = await _electron.launch({
  executablePath,
  args: [...switches, repository, '--data-dir', dataDir, '--lang', 'en'],
});
const page = await electron.firstWindow();
const pages = page.getByRole('navigation', { name: 'Labs' }).getByRole('link');
await pages.first().waitFor();
for (const link of await pages.all()) {
  await link.click();
  await page.locator('h1').first().waitFor();
}
await train(page, 'linear');
await train(page, 'softmax');
await page.evaluate(() => window.linearLab.call('changeSettings', { theme: 'dark' }));
await electron.close();
const after = packetsWithoutWay();
await fetch('http://192.0.2.1/').catch(() => undefined);
console.log(JSON.stringify({ before, after, onPurpose: packetsWithoutWay() - after }));
