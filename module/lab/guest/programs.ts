import path from 'node:path';
import { Archive } from '../archive/archive.js';
import { rootOf } from '../archive/root.js';
import { GUEST_RELEASE } from '../kernel/releases.js';

/** What the scenarios call. */
const PROGRAMS = [
  'base-files',
  'conntrack',
  'coreutils',
  'dash',
  'findutils',
  'grep',
  'iproute2',
  'iptables',
  'iputils-ping',
  'kmod',
  'mount',
  'nftables',
  'sed',
  'socat',
  'tar',
  'util-linux',
];

/** The guest's programs: the same ones for every kernel. */
export async function guestPrograms(cache: string): Promise<string> {
  return rootOf(archive(cache), PROGRAMS, path.join(cache, 'guest'), "the guest's programs");
}

/** Node, for those who want to run nfpath in the guest. */
export async function guestNode(cache: string): Promise<string> {
  return rootOf(
    archive(cache),
    ['base-files', 'nodejs'],
    path.join(cache, 'guest-node'),
    'Node for the guest',
  );
}

function archive(cache: string): Archive {
  return new Archive(path.join(cache, 'apt', GUEST_RELEASE.name), GUEST_RELEASE.suites);
}
