import { describe, expect, test } from 'vitest';
import { newestVersion, releaseOf } from '../../module/lab/kernel/releases.js';

/** As `apt-cache pkgnames linux-headers-` lists them. */
const PACKAGES = [
  'linux-headers-6.1.0-9-cloud-amd64',
  'linux-headers-6.1.0-56-cloud-amd64',
  'linux-headers-6.1.0-56-common',
  'linux-headers-6.1.0-57-amd64',
  'linux-headers-6.12.117+deb13-cloud-amd64',
  'linux-headers-6.12.95+deb13-cloud-amd64',
  'linux-headers-7.2.13+deb14-cloud-amd64',
  'linux-headers-7.3-cloud-amd64',
  'linux-headers-cloud-amd64',
];

describe('the kernel that is asked for', () => {
  test.each([
    ['5.10', 'bullseye'],
    ['5.10.0-46', 'bullseye'],
    ['6.1', 'bookworm'],
    ['6.12.117+deb13', 'trixie'],
    ['6.18', 'sid'],
    ['7.2', 'sid'],
  ])('%s is looked for in %s', (kernel, release) => {
    expect(releaseOf(kernel).name).toBe(release);
  });

  test.each([
    ['6.1', '6.1.0-56'],
    ['6.12', '6.12.117+deb13'],
    ['6.12.95', '6.12.95+deb13'],
    ['6.1.0-9', '6.1.0-9'],
    ['7.2', '7.2.13+deb14'],
    ['7.3', '7.3'],
  ])('%s is %s, the newest of its series', (kernel, version) => {
    expect(newestVersion(PACKAGES, kernel)).toBe(version);
  });

  test('says which there are where there is none', () => {
    expect(() => newestVersion(PACKAGES, '6.2')).toThrow(
      'no kernel 6.2 there, only 6.1.0-9, 6.1.0-56, 6.12.95+deb13, 6.12.117+deb13, 7.2.13+deb14, 7.3',
    );
    expect(() => releaseOf('newest')).toThrow('not a kernel version: newest');
  });
});
