import { describe, expect, test } from 'vitest';
import 'nfpath/vitest';

/** Captures that the lab has made on the kernels that the firewall ships for. */
const KERNELS = ['el7-3.10', 'linux-6.1'];
const web = '172.17.0.2:8080';

describe.each(KERNELS)('%s', (kernel) => {
  const capture = `captures/${kernel}.log`;

  test('the firewall sees all that it must see', async () => {
    await expect(capture).toHold('guard.yaml');
  });

  test('published traffic crosses FORWARD and POST_ROUTING of the host, and not its LOCAL_IN', async () => {
    await expect(capture).toCross('init/FORWARD', { flow: web });
    await expect(capture).toCross('init/POST_ROUTING', { flow: web });
    await expect(capture).not.toCross('init/LOCAL_IN', { flow: web });
  });

  test('packets take the paths that were reviewed', async () => {
    await expect(capture).toMatchPaths(`${kernel}.paths.yaml`);
  });
});

test('the kernels differ: POST_ROUTING knows the in-device since 5.7', async () => {
  await expect('captures/linux-6.1.log').not.toMatchPaths('el7-3.10.paths.yaml');
});
