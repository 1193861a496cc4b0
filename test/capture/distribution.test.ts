import { expect, test } from 'vitest';
import { buildPackages } from '../../src/capture/distribution.js';
import { FakeMachine } from '../support/fake-machine.js';

const packages = (osRelease: string | null, release: string): string | null =>
  buildPackages(
    new FakeMachine({
      files: {
        '/proc/sys/kernel/osrelease': `${release}\n`,
        ...(osRelease === null ? {} : { '/etc/os-release': osRelease }),
      },
    }),
  );

test.each([
  ['ID=debian\n', '6.1.0-44-amd64', 'apt-get install linux-headers-6.1.0-44-amd64 make gcc'],
  [
    'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n',
    '6.8.0-60-generic',
    'apt-get install linux-headers-6.8.0-60-generic make gcc',
  ],
  [
    'ID=linuxmint\nID_LIKE="ubuntu debian"\n',
    '6.8.0-60-generic',
    'apt-get install linux-headers-6.8.0-60-generic make gcc',
  ],
  [
    'ID="centos"\nID_LIKE="rhel fedora"\n',
    '3.10.0-1160.el7.x86_64',
    'yum install kernel-devel-3.10.0-1160.el7.x86_64 make gcc elfutils-libelf-devel',
  ],
  [
    'ID="opensuse-leap"\nID_LIKE="suse opensuse"\n',
    '6.4.0-150600.23-default',
    'zypper install kernel-default-devel make gcc',
  ],
  ['ID=arch\n', '6.12.10-1-lts', 'pacman -S linux-lts-headers make gcc'],
  ['ID=arch\n', '6.12.10-arch1-1', 'pacman -S linux-headers make gcc'],
  ['ID=alpine\n', '6.6.70-0-lts', 'apk add linux-lts-dev make gcc musl-dev'],
  ['ID=somethingelse\n', '6.1.0', null],
  [null, '6.1.0', null],
  ['ID=debian\n', '6.1.0; rm -rf ~', null],
])('%j with %s', (osRelease, release, command) => {
  expect(packages(osRelease, release)).toBe(command);
});
