import { kernelRelease, type Machine } from './machine.js';

/** The command that installs what a module is built with, by the ID of /etc/os-release (os-release(5)). */
const INSTALL: Readonly<Record<string, (release: string) => string>> = {
  debian: (release) => `apt-get install linux-headers-${release} make gcc`,
  // CentOS 7 and its like have no dnf.
  fedora: (release) =>
    `${release.includes('.el7.') ? 'yum' : 'dnf'} install kernel-devel-${release} make gcc elfutils-libelf-devel`,
  suse: (release) => `zypper install kernel-${flavour(release, 'default')}-devel make gcc`,
  arch: (release) => `pacman -S ${archKernel(release)}-headers make gcc`,
  alpine: (release) => `apk add linux-${flavour(release, 'lts')}-dev make gcc musl-dev`,
};

/** Distributions that do not say in ID_LIKE whose packages theirs are like. */
const LIKE: Readonly<Record<string, string>> = {
  ubuntu: 'debian',
  raspbian: 'debian',
  rhel: 'fedora',
  centos: 'fedora',
  rocky: 'fedora',
  almalinux: 'fedora',
  ol: 'fedora',
  sles: 'suse',
  opensuse: 'suse',
};

/** How to install the headers of the running kernel and a compiler; null where the distribution is not known. */
export function buildPackages(machine: Machine): string | null {
  const release = kernelRelease(machine);
  const text = machine.text('/etc/os-release') ?? machine.text('/usr/lib/os-release') ?? '';
  // The release becomes a part of a command that people copy.
  if (!/^[A-Za-z0-9][A-Za-z0-9._+~-]*$/.test(release)) return null;
  for (const id of [...valuesOf(text, 'ID'), ...valuesOf(text, 'ID_LIKE')]) {
    const install = INSTALL[LIKE[id] ?? id];
    if (install !== undefined) return install(release);
  }
  return null;
}

function valuesOf(text: string, key: string): string[] {
  const line = text.split('\n').find((one) => one.startsWith(`${key}=`));
  return (line?.slice(key.length + 1).replaceAll(/["']/g, '') ?? '')
    .split(' ')
    .filter((value) => value !== '');
}

/** `default` of 6.4.0-150600.23-default */
function flavour(release: string, usual: string): string {
  return /-([a-z]+)$/.exec(release)?.[1] ?? usual;
}

function archKernel(release: string): string {
  const kind = /(lts|zen|hardened)/.exec(release)?.[1];
  return kind === undefined ? 'linux' : `linux-${kind}`;
}
