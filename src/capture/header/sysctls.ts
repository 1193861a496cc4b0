import type { Inside } from './inside.js';
import type { NetworkNamespace } from './network-namespaces.js';

const FOLDER = '/proc/sys/';

/** What decides which hooks a packet crosses, and what the log shows of it. As folders and files below /proc/sys. */
const THAT_MATTER = [
  'net/bridge',
  'net/ipv4/ip_forward',
  'net/ipv4/conf/all/forwarding',
  'net/ipv4/conf/all/rp_filter',
  'net/ipv4/conf/default/rp_filter',
  'net/ipv4/conf/all/route_localnet',
  'net/ipv4/conf/all/accept_local',
  'net/ipv4/vs/conntrack',
  'net/ipv6/conf/all/forwarding',
  'net/ipv6/conf/all/disable_ipv6',
  'net/netfilter/nf_log_all_netns',
  'net/netfilter/nf_conntrack_max',
  'net/netfilter/nf_conntrack_count',
  'net/netfilter/nf_conntrack_checksum',
  'net/netfilter/nf_conntrack_tcp_loose',
  'net/netfilter/nf_conntrack_tcp_be_liberal',
];

/** `net.ipv4.ip_forward = 1` for each sysctl that matters and that a namespace has. */
export async function sysctlsOf(where: NetworkNamespace, inside: Inside): Promise<string[]> {
  const { stdout } = await inside.run(where, [
    'grep',
    '-rsH',
    '',
    ...THAT_MATTER.map((name) => FOLDER + name),
  ]);
  return stdout
    .split('\n')
    .map((line) => /^\/proc\/sys\/([^:]*):(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, path, value]) => `${path!.replaceAll('/', '.')} = ${value!}`)
    .sort();
}
