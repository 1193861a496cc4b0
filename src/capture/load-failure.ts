import { loadedModules, type Machine } from './machine.js';

interface Reason {
  readonly said: RegExp;
  explain(machine: Machine): string;
}

const SIGNED =
  'this kernel takes signed modules only (Secure Boot, or module.sig_enforce): sign nftrace.ko with a key that the machine trusts (mokutil --import), or turn that off on a machine for tests';

/** What insmod and modprobe say (strerror of init_module(2), and kmod's own words), and what is behind it. */
const REASONS: readonly Reason[] = [
  { said: /Key was rejected|Required key not available|unavailable key|Key has/, explain: () => SIGNED },
  { said: /Operation not permitted/, explain: notPermitted },
  {
    said: /Invalid module format|Exec format error/,
    explain: () => 'it was built for another kernel, or with other options: build it for this one',
  },
  {
    said: /Unknown symbol/,
    explain: () => 'it needs something that this kernel does not have: dmesg says what',
  },
  { said: /File exists/, explain: () => 'somebody else has loaded it in the meantime' },
  {
    said: /Invalid (argument|parameters)|Numerical result/,
    explain: () => 'it refuses one of its parameters: dmesg says which',
  },
];

/** Why a module was not loaded, in words. */
export function loadFailure(said: string, machine: Machine): string {
  const reason = REASONS.find((one) => one.said.test(said))?.explain(machine);
  return `nftrace could not be loaded: ${reason === undefined ? '' : `${reason}. `}${said.trim()}`;
}

function notPermitted(machine: Machine): string {
  const lockdown = machine.text('/sys/kernel/security/lockdown') ?? '';
  if (/\[(integrity|confidentiality)\]/.test(lockdown))
    return `the kernel is locked down (kernel_lockdown(7)): ${SIGNED}`;
  if (machine.text('/proc/sys/kernel/modules_disabled')?.trim() === '1')
    return 'the kernel takes no modules any more until it is booted anew (kernel.modules_disabled is 1)';
  return 'root of this container may not load modules (CAP_SYS_MODULE): run nfpath on the host';
}

/** Why a module was not unloaded, in words. */
export function unloadFailure(said: string, machine: Machine): string {
  const isThere = loadedModules(machine).has('nftrace');
  return isThere
    ? `nftrace could not be unloaded and still prints; do it with  rmmod nftrace\n${said.trim()}`
    : 'nftrace was unloaded by somebody else';
}
