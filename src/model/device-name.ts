import { LOCAL_OUT, POST_ROUTING } from './hook.js';

/**
 * Names that container runtimes make up at random for each container or network: docker and podman `veth` and
 * `br-`, Calico `cali`, Cilium `lxc`, Azure's CNI `azv`, each with hexadecimal digits behind it.
 * Sources: libnetwork/netutils GenerateIfaceName (7 digits), containernetworking/plugins pkg/ip/link_linux.go
 * RandomVethName (8), calico libcalico-go VethNameForWorkload (11), cilium pkg/datapath/connector (12).
 */
const RANDOM = /^(veth|cali|lxc|azv|br-)[0-9a-f]{7,12}$/;

/** A device's name as it is compared: what is random in it, and so another in each boot, is `*`. */
export function comparedDeviceName(name: string): string {
  return name.replace(RANDOM, '$1*');
}

/** skb->dev at a hook that handles an IP packet: what the hook's own devices say of it. */
export function usualDevice<Device>(
  hook: number,
  { in: inDev, out }: { readonly in: Device; readonly out: Device },
  none: Device,
): Device {
  if (hook === LOCAL_OUT) return none;
  return hook === POST_ROUTING ? out : inDev;
}
