import type { Entry } from '../model/entry.js';
import { NO_PORT } from '../model/flow.js';
import { isIcmp } from '../model/protocol.js';

/** Ports from here up are handed out by Linux to clients (net.ipv4.ip_local_port_range). */
const FIRST_EPHEMERAL_PORT = 32_768;

/** Whether a packet looks like the server's. */
export function isAnswer({ protocol, sport, dport }: Entry): boolean {
  if (isIcmp(protocol)) return sport === NO_PORT && dport !== NO_PORT;
  return sport < FIRST_EPHEMERAL_PORT && dport >= FIRST_EPHEMERAL_PORT;
}
