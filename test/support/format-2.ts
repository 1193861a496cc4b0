/** Lines of format 2 for tests that make their logs: what is not given is as in the first line of a small capture. */
export interface Format2Fields {
  readonly time?: string;
  readonly cpu?: number;
  readonly seq?: number;
  readonly hook?: string;
  readonly priority?: number;
  readonly netns?: string;
  readonly inode?: number;
  readonly cookie?: number | string;
  readonly dev?: string;
  readonly in?: string;
  readonly out?: string;
  readonly skb?: string;
  readonly id?: number | string;
  readonly frag?: string;
  readonly len?: number;
  /** Protocol, tuple, and what follows it up to conntrack's part. */
  readonly packet?: string;
}

export const INITNET = '00000000d0278bd7';

export function format2Line(fields: Format2Fields): string {
  const { time = '1.000000', cpu = 0, seq = 1, hook = 'LOCAL_OUT', priority = -2147483648 } = fields;
  const { netns = INITNET, inode = 4026531840, cookie = 1, id = 7, frag = '-', len = 60 } = fields;
  const { dev = '-', in: inDev = '-', out = '-', skb = '000000004a35177d' } = fields;
  const { packet = 'tcp 10.10.10.3:40000->10.10.10.2:8080 flags=SYN seqno=1 ack=0' } = fields;
  const family = packet.includes('[') ? 'ipv6' : 'ipv4';
  return (
    `[    ${time}] [nftrace]: v2 cpu=${cpu} seq=${seq} ${family} ${hook} priority=${priority} netns=${netns} ` +
    `inode=${inode} cookie=${cookie} initnet=${INITNET} dev=${dev} in=${inDev} out=${out} physin=- physout=- ` +
    `skb=${skb} id=${id} frag=${frag} len=${len} mark=0x0 ${packet} ct=-;`
  );
}

/** A line in which the module says something of itself. */
export function moduleLine(text: string, time = '1.000000'): string {
  return `[    ${time}] [nftrace]: ${text}`;
}
