/**
 * Renders the records of a capture as other tools show a kernel log. The forms of dmesg were compared with what
 * util-linux 2.38.1 and 2.42 print, those of journald, rsyslog and busybox with logs of systemd 252, rsyslog 8.2302 and
 * busybox 1.35 (fixtures/dialects), those of Docker and CRI are from their documentation.
 */

/** A record of the kernel's log. */
export interface KernelRecord {
  /** Kernel time. */
  readonly sec: number;
  readonly usec: number;
  readonly text: string;
}

/** Whose time there is in a dialect. */
export type DialectTime = 'kernel' | 'wall' | 'none';

export interface Dialect {
  readonly name: string;
  readonly time: DialectTime;
  render(records: readonly KernelRecord[]): string;
}

/** The records of a log as plain dmesg prints it. */
export function recordsOf(log: string): KernelRecord[] {
  return log
    .trimEnd()
    .split('\n')
    .map((line) => {
      const match = /^\[ *(\d+)\.(\d{6})\] (.*)$/.exec(line);
      if (match === null) throw new Error(`not of plain dmesg: ${line}`);
      return { sec: Number(match[1]), usec: Number(match[2]), text: match[3]! };
    });
}

/** Any will do; this one gives a day of one digit, which C pads with a blank. */
const BOOT = Date.UTC(2018, 10, 22, 6, 49, 20);
const JOURNAL_BOOT_ID = '7530dcbd2fb54074ba740a835a8b3140';

const two = (number: number): string => String(number).padStart(2, '0');
const micros = ({ usec }: KernelRecord): string => String(usec).padStart(6, '0');
const stamp = (record: KernelRecord): string => `${String(record.sec).padStart(5)}.${micros(record)}`;
const kmsgTime = ({ sec, usec }: KernelRecord): number => sec * 1e6 + usec;

/** Parts of the wall clock time of a record, in UTC. */
function wall({
  sec,
}: KernelRecord): Record<'weekday' | 'month' | 'day' | 'year' | 'clock' | 'date', string> {
  const date = new Date(BOOT + sec * 1000);
  const [weekday = '', day = '', month = '', year = '', clock = ''] = date
    .toUTCString()
    .replace(',', '')
    .split(' ');
  return {
    weekday,
    month,
    day: String(Number(day)).padStart(2),
    year,
    clock,
    date: `${year}-${two(date.getUTCMonth() + 1)}-${day}`,
  };
}

const ctime = (record: KernelRecord): string => {
  const { weekday, month, day, clock, year } = wall(record);
  return `${weekday} ${month} ${day} ${clock} ${year}`;
};
const syslog = (record: KernelRecord): string => {
  const { month, day, clock } = wall(record);
  return `${month} ${day} ${clock}`;
};
const iso = (record: KernelRecord, fraction = '', zone = '+00:00'): string => {
  const { date, clock } = wall(record);
  return `${date}T${clock}${fraction}${zone}`;
};
const full = (record: KernelRecord, fraction = ''): string => {
  const { weekday, date, clock } = wall(record);
  return `${weekday} ${date} ${clock}${fraction} UTC`;
};
const unixSeconds = (record: KernelRecord): number => BOOT / 1000 + record.sec;
const unixMicros = (record: KernelRecord): string => `${unixSeconds(record)}${micros(record)}`;

/** Microseconds since the record before. */
const since = (record: KernelRecord, before: KernelRecord | undefined): number =>
  before === undefined ? 0 : (record.sec - before.sec) * 1e6 + record.usec - before.usec;

const perLine =
  (form: (record: KernelRecord, before: KernelRecord | undefined, i: number) => string) =>
  (records: readonly KernelRecord[]): string =>
    records.map((record, i) => `${form(record, records[i - 1], i)}\n`).join('');

function delta(record: KernelRecord, before: KernelRecord | undefined): string {
  return (since(record, before) / 1e6).toFixed(6).padStart(12);
}

/** dmesg -e: a minute where a new one begins, else the seconds since the line before. */
function reltime(record: KernelRecord, before: KernelRecord | undefined): string {
  const { month, day, clock } = wall(record);
  const minute = `${month}${day} ${clock.slice(0, 5)}`;
  const last = before && wall(before);
  if (last === undefined || minute !== `${last.month}${last.day} ${last.clock.slice(0, 5)}`) return minute;
  const seconds = since(record, before) / 1e6;
  return `${seconds < 0 ? '' : '+'}${seconds.toFixed(6)}`.padStart(seconds < 10 ? 11 : 10);
}

const COLOUR = { time: '\u001b[32m', subsystem: '\u001b[33m', off: '\u001b[0m' };
const coloured = (text: string): string => text.replace(/^(\[\w+\]: )/, `${COLOUR.subsystem}$1${COLOUR.off}`);
/** Before 2.38 the colon was not coloured. */
const colouredOld = (text: string): string =>
  text.replace(/^(\[\w+\])(: )/, `${COLOUR.subsystem}$1${COLOUR.off}$2`);

/** A journal's entry. */
function journalFields(record: KernelRecord): Record<string, string> {
  return {
    __REALTIME_TIMESTAMP: unixMicros(record),
    __MONOTONIC_TIMESTAMP: String(kmsgTime(record) + 4097),
    _BOOT_ID: JOURNAL_BOOT_ID,
    _TRANSPORT: 'kernel',
    _HOSTNAME: 'vm',
    PRIORITY: '6',
    SYSLOG_FACILITY: '0',
    SYSLOG_IDENTIFIER: 'kernel',
    _SOURCE_MONOTONIC_TIMESTAMP: String(kmsgTime(record)),
    MESSAGE: record.text,
  };
}

const entriesOf = (record: KernelRecord): [string, string][] => Object.entries(journalFields(record));

function jsonPretty(record: KernelRecord): string {
  const fields = entriesOf(record).map(
    ([key, value]) => `\t${JSON.stringify(key)} : ${JSON.stringify(value)}`,
  );
  return `{\n${fields.join(',\n')}\n}`;
}

function dmesgJson(records: readonly KernelRecord[]): string {
  const objects = records.map(
    (record) =>
      `{\n         "pri": 6,\n         "time": ${stamp(record).padStart(12)},\n         "msg": ${JSON.stringify(record.text)}\n      }`,
  );
  return `{\n   "dmesg": [\n      ${objects.join(',')}\n   ]\n}\n`;
}

function journalExport(record: KernelRecord): string {
  const fields = entriesOf(record).map(([key, value]) => {
    if (!value.includes('1')) return `${key}=${value}\n`;
    // As it would be with a byte that is no UTF-8: both forms are read alike.
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(value.length));
    return key === 'MESSAGE' ? `${key}\n${length.toString('latin1')}${value}\n` : `${key}=${value}\n`;
  });
  return fields.join('');
}

function journalVerbose(record: KernelRecord): string {
  const header = `${full(record, `.${micros(record)}`)} [s=40369c70;i=262;b=${JOURNAL_BOOT_ID};m=4d6ada01;t=660e44;x=84759b15]`;
  return `${header}\n${entriesOf(record)
    .map(([key, value]) => `    ${key}=${value}`)
    .join('\n')}`;
}

/** 3.10 with a console: DEV and IN DEV share a line, as the first has no end of its own. */
function joinedByConsole(records: readonly KernelRecord[]): string {
  const lines: string[] = [];
  for (const record of records) {
    const last = lines.at(-1);
    if (record.text.startsWith('[nftrace]: IN DEV: ') && last?.includes(']: DEV: '))
      lines[lines.length - 1] = last + record.text;
    else lines.push(`<6>[${stamp(record)}] ${record.text}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Every dialect, with one in which the kernel's own time is printed first. */
export const DIALECTS: readonly Dialect[] = [
  { name: 'dmesg', time: 'kernel', render: perLine((r) => `[${stamp(r)}] ${r.text}`) },
  { name: 'dmesg -T', time: 'wall', render: perLine((r) => `[${ctime(r)}] ${r.text}`) },
  {
    name: 'dmesg --time-format=iso',
    time: 'wall',
    render: perLine((r) => `${iso(r, `,${micros(r)}`)} ${r.text}`),
  },
  {
    name: 'dmesg --time-format=iso, up to 2.31',
    time: 'wall',
    render: perLine((r) => `${iso(r, `,${micros(r)}`, '+0000')} ${r.text}`),
  },
  { name: 'dmesg -e', time: 'none', render: perLine((r, before) => `[${reltime(r, before)}] ${r.text}`) },
  {
    name: 'dmesg --time-format=delta',
    time: 'none',
    render: perLine((r, before) => `[<${delta(r, before)}>] ${r.text}`),
  },
  {
    name: 'dmesg -d',
    time: 'kernel',
    render: perLine((r, before) => `[${stamp(r)} <${delta(r, before)}>] ${r.text}`),
  },
  {
    name: 'dmesg -d -T',
    time: 'wall',
    render: perLine((r, before) => `[${ctime(r)} <${delta(r, before)}>] ${r.text}`),
  },
  { name: 'dmesg -t', time: 'none', render: perLine((r) => r.text) },
  { name: 'dmesg -r', time: 'kernel', render: perLine((r) => `<6>[${stamp(r)}] ${r.text}`) },
  { name: 'dmesg -x', time: 'kernel', render: perLine((r) => `kern  :info  : [${stamp(r)}] ${r.text}`) },
  { name: 'dmesg -x -T', time: 'wall', render: perLine((r) => `kern  :info  : [${ctime(r)}] ${r.text}`) },
  { name: 'dmesg -S -r, printk.time=0', time: 'none', render: perLine((r) => `<6>${r.text}`) },
  {
    name: 'dmesg --time-format=iso --time-format=ctime --time-format=raw',
    time: 'kernel',
    render: perLine((r) => `${iso(r, `,${micros(r)}`)} [${ctime(r)}] [${stamp(r)}] ${r.text}`),
  },
  {
    name: 'dmesg -L=always',
    time: 'kernel',
    render: perLine((r) => `${COLOUR.time}[${stamp(r)}] ${COLOUR.off}${coloured(r.text)}`),
  },
  {
    name: 'dmesg -x -e -L=always, before 2.38',
    time: 'none',
    render: perLine(
      (r, before) =>
        `kern  :info  : ${COLOUR.time}[${reltime(r, before)}] ${COLOUR.off}${colouredOld(r.text)}`,
    ),
  },
  { name: 'dmesg with callers', time: 'kernel', render: perLine((r) => `[${stamp(r)}] [    C0] ${r.text}`) },
  { name: 'dmesg -J', time: 'kernel', render: dmesgJson },
  {
    name: 'dmesg -K',
    time: 'kernel',
    render: (records) =>
      `${records.map((r, i) => `6,${1000 + i},${kmsgTime(r)},-,caller=C0;${r.text}\n`).join('\0')}\0`,
  },
  {
    name: '/dev/kmsg',
    time: 'kernel',
    render: perLine(
      (r, _, i) =>
        `6,${5432 + i},${kmsgTime(r)},-;${r.text}${i % 3 === 0 ? '\n SUBSYSTEM=net\n DEVICE=n1' : ''}`,
    ),
  },
  {
    name: '/dev/kmsg of 3.10 with a console',
    time: 'kernel',
    render: perLine(
      (r, _, i) =>
        `6,${i},${kmsgTime(r)},${r.text.includes(']: DEV: ') ? 'c' : r.text.includes('IN DEV') ? '+' : '-'};${r.text}`,
    ),
  },
  { name: '/proc/kmsg of 3.10 with a console', time: 'kernel', render: joinedByConsole },
  { name: 'a serial console', time: 'kernel', render: perLine((r) => `[${stamp(r)}] ${r.text}\r`) },
  {
    name: 'a serial console with callers',
    time: 'kernel',
    render: perLine((r) => `[${stamp(r)}][    C0] ${r.text}\r`),
  },
  { name: 'netconsole', time: 'kernel', render: perLine((r) => `[${stamp(r)}] ${r.text}`) },
  {
    name: 'netconsole, extended',
    time: 'kernel',
    render: perLine((r, _, i) => `6,${i},${kmsgTime(r)},-;${r.text}`),
  },
  {
    name: 'pstore',
    time: 'kernel',
    render: (records) => `Panic#1 Part1\n${perLine((r) => `<6>[${stamp(r)}] ${r.text}`)(records)}`,
  },
  {
    name: 'kern.log, traditional',
    time: 'kernel',
    render: perLine((r) => `${syslog(r)} vm kernel: [${stamp(r)}] ${r.text}`),
  },
  {
    name: 'kern.log, RSYSLOG_FileFormat',
    time: 'kernel',
    render: perLine((r) => `${iso(r, `.${micros(r)}`)} vm kernel: [${stamp(r)}] ${r.text}`),
  },
  {
    name: 'kern.log, RFC 5424',
    time: 'kernel',
    render: perLine((r) => `<6>1 ${iso(r, `.${micros(r)}`)} vm kernel - - - [${stamp(r)}] ${r.text}`),
  },
  {
    name: 'kern.log, RFC 5424, kernel time taken out',
    time: 'wall',
    render: perLine((r) => `<6>1 ${iso(r, `.${micros(r)}`)} vm kernel - - -  ${r.text}`),
  },
  {
    name: 'rsyslog, forwarded',
    time: 'wall',
    render: perLine((r) => `<6>${iso(r, `.${micros(r)}`)} vm kernel: ${r.text}`),
  },
  {
    name: 'rsyslog, forwarded, traditional',
    time: 'none',
    render: perLine((r) => `<6>${syslog(r)} vm kernel: ${r.text}`),
  },
  {
    name: '/var/log/messages of imjournal',
    time: 'none',
    render: perLine((r) => `${syslog(r)} vm kernel: ${r.text}`),
  },
  {
    name: 'busybox syslogd',
    time: 'kernel',
    render: perLine((r) => `${syslog(r)} vm kern.info kernel: [${stamp(r)}] ${r.text}`),
  },
  {
    name: 'logread of OpenWrt',
    time: 'kernel',
    render: perLine((r) => `${ctime(r)} kern.info kernel: [${stamp(r)}] ${r.text}`),
  },
  { name: 'journalctl -k', time: 'none', render: perLine((r) => `${syslog(r)} vm kernel: ${r.text}`) },
  {
    name: 'journalctl -k -o short-precise',
    time: 'none',
    render: perLine((r) => `${syslog(r)}.${micros(r)} vm kernel: ${r.text}`),
  },
  {
    name: 'journalctl -k -o short-iso',
    time: 'wall',
    render: perLine((r) => `${iso(r, '', '+0000')} vm kernel: ${r.text}`),
  },
  {
    name: 'journalctl -k -o short-iso-precise',
    time: 'wall',
    render: perLine((r) => `${iso(r, `.${micros(r)}`, '+0000')} vm kernel: ${r.text}`),
  },
  {
    name: 'journalctl -k -o short-full',
    time: 'wall',
    render: perLine((r) => `${full(r)} vm kernel: ${r.text}`),
  },
  {
    name: 'journalctl -k -o with-unit',
    time: 'wall',
    render: perLine((r) => `${full(r)} vm kernel: ${r.text}`),
  },
  {
    name: 'journalctl -k -o short-monotonic',
    time: 'kernel',
    render: perLine((r) => `[${stamp(r)}] vm kernel: ${r.text}`),
  },
  {
    name: 'journalctl -k -o short-delta',
    time: 'kernel',
    render: perLine(
      (r, before) =>
        `[${stamp(r)}${before === undefined ? ' '.repeat(16) : ` <${delta(r, before)} >`}] vm kernel: ${r.text}`,
    ),
  },
  {
    name: 'journalctl -k -o short-unix',
    time: 'wall',
    render: perLine((r) => `${unixSeconds(r)}.${micros(r)} vm kernel: ${r.text}`),
  },
  { name: 'journalctl -k -o cat', time: 'none', render: perLine((r) => r.text) },
  { name: 'journalctl -k -o verbose', time: 'kernel', render: perLine(journalVerbose) },
  { name: 'journalctl -k -o export', time: 'kernel', render: perLine(journalExport) },
  { name: 'journalctl -k -o json', time: 'kernel', render: perLine((r) => JSON.stringify(journalFields(r))) },
  {
    name: 'journalctl -k -o json, texts as bytes',
    time: 'kernel',
    render: perLine((r) => JSON.stringify({ ...journalFields(r), MESSAGE: [...Buffer.from(r.text)] })),
  },
  { name: 'journalctl -k -o json-pretty', time: 'kernel', render: perLine(jsonPretty) },
  {
    name: 'journalctl -k -o json-sse',
    time: 'kernel',
    render: perLine((r) => `data: ${JSON.stringify(journalFields(r))}\n`),
  },
  {
    name: 'journalctl -k -o json-seq',
    time: 'kernel',
    render: perLine((r) => `\u001e${JSON.stringify(journalFields(r))}`),
  },
  {
    name: "Docker's json-file",
    time: 'kernel',
    render: perLine((r) =>
      JSON.stringify({
        log: `[${stamp(r)}] ${r.text}\n`,
        stream: 'stdout',
        time: iso(r, `.${micros(r)}123`, 'Z'),
      }),
    ),
  },
  {
    name: "Docker's json-file of dmesg -t",
    time: 'wall',
    render: perLine((r) =>
      JSON.stringify({ log: `${r.text}\n`, stream: 'stdout', time: iso(r, `.${micros(r)}123`, 'Z') }),
    ),
  },
  {
    name: 'CRI',
    time: 'kernel',
    render: perLine((r) => `${iso(r, `.${micros(r)}123`, 'Z')} stdout F [${stamp(r)}] ${r.text}`),
  },
  {
    name: 'CRI of /dev/kmsg',
    time: 'kernel',
    render: perLine(
      (r, _, i) => `${iso(r, `.${micros(r)}123`, 'Z')} stdout F 6,${i},${kmsgTime(r)},-;${r.text}`,
    ),
  },
  {
    name: 'kubectl logs --timestamps',
    time: 'kernel',
    render: perLine((r) => `${iso(r, `.${micros(r)}123`, 'Z')} [${stamp(r)}] ${r.text}`),
  },
  {
    name: 'kubectl logs --prefix',
    time: 'kernel',
    render: perLine((r) => `[pod/nfpath-x7/tail] [${stamp(r)}] ${r.text}`),
  },
];
