import { existsSync } from 'node:fs';
import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, repository, test } from './support/app';
import { stateOf } from './support/running';
import { SoftmaxLab } from './support/softmax-lab';

test('an app and a data folder of 200 characters, Chinese and with spaces, get a picked data set and train with the compiled graph', async ({
  dataDir,
  start,
}) => {
  test.skip(existsSync('/usr/share/datasets/fashion-mnist'), 'The system has the data set.');
  const app = join(dataDir, '应用 程序', "王小明's 电脑");
  await mkdir(app, { recursive: true });
  for (const name of [
    ...['out/main', 'out/preload', 'out/renderer', 'resources/graph', 'package.json'],
  ]) {
    await cp(join(repository, name), join(app, name), { recursive: true });
  }
  await symlink(join(repository, 'node_modules'), join(app, 'node_modules'));
  const data = join(dataDir, '很长的 文件夹 名字'.repeat(5), 'a long name '.repeat(11), '数据');
  expect(data.length).toBeGreaterThan(200);

  const { electron, page } = await start({ app, dataDir: data });
  expect(await electron.evaluate(({ app: running }) => running.getAppPath())).toBe(app);
  const lab = await new SoftmaxLab(page).open();
  const notice = page.getByRole('alert').filter({ hasText: 'Fashion-MNIST' });
  await notice.getByText('Looked at').click();
  await expect(notice).toContainText('the app itself: nothing there');
  await expect(lab.button('Train')).toBeDisabled();

  const picked = join(repository, 'resources', 'datasets', 'fashion-mnist');
  await electron.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
  }, picked);
  await notice.getByRole('button', { name: 'Pick folder…' }).click();
  await expect(notice).toBeHidden();

  await expect.poll(async () => (await stateOf(page)).trainer.state).toBe('ready');
  expect((await stateOf(page)).trainer).toMatchObject({ engine: { graph: { available: true } } });
  await lab.choose('Compiled graph');
  await lab.set({ Epochs: 1 });
  await lab.button('Train').click();
  await lab.over(1);
  await expect(lab.pictures().first()).toBeVisible();
});
