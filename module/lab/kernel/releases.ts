/** Debian's suites with their kernels' own compilers and headers, as one asks for a kernel. */
interface Release {
  readonly name: string;
  readonly suites: readonly string[];
}

const RELEASES: Readonly<Record<string, Release>> = {
  '5.10': { name: 'bullseye', suites: ['bullseye', 'bullseye-security'] },
  '6.1': { name: 'bookworm', suites: ['bookworm', 'bookworm-security'] },
  '6.12': { name: 'trixie', suites: ['trixie', 'trixie-security'] },
};

/** Where all kernels are that no release has yet. */
const UNRELEASED: Release = { name: 'sid', suites: ['sid', 'experimental'] };

/** The release whose programs the guest has, whatever its kernel. */
export const GUEST_RELEASE = RELEASES['6.12']!;

/** The release that has this kernel: `6.1` or a whole version such as `6.1.0-56`. */
export function releaseOf(kernel: string): Release {
  const [series] = /^\d+\.\d+/.exec(kernel) ?? [];
  if (series === undefined) throw new Error(`not a kernel version: ${kernel} (wanted: 6.12, or 6.1.0-56)`);
  return RELEASES[series] ?? UNRELEASED;
}

/** The version out of the names of `linux-headers-VERSION-cloud-amd64` packages that is asked for: the newest of a series. */
export function newestVersion(packages: readonly string[], kernel: string): string {
  const versions = packages.flatMap((name) => /^linux-headers-(\d.*)-cloud-amd64$/.exec(name)?.[1] ?? []);
  const found = versions.filter((version) => isOf(version, kernel)).sort(compareVersions);
  const newest = found.at(-1);
  if (newest === undefined)
    throw new Error(`no kernel ${kernel} there, only ${versions.sort(compareVersions).join(', ')}`);
  return newest;
}

/** 6.12.117+deb13 is of 6.12, and not of 6.1. */
function isOf(version: string, kernel: string): boolean {
  return version === kernel || (version.startsWith(kernel) && /^[.+-]/.test(version.slice(kernel.length)));
}

function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
