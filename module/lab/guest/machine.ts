import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { run, say } from '../process.js';

/** A machine to boot. */
export interface Machine {
  readonly image: string;
  readonly initramfs: string;
  readonly cpus: number;
  /** MiB */
  readonly memory: number;
  /** Size of the kernel log's ring buffer, as the kernel's command line has it: `64M`. */
  readonly logBuffer: string;
  /** Seconds after which the machine is given up. */
  readonly timeout: number;
}

/** Room for what a machine hands out; a sparse file. */
const DISK_BYTES = 1 << 30;

/**
 * Boots a machine in software emulation, waits until it has switched itself off, and unpacks into a folder what it wrote to
 * its disk as a tar archive. What the machine says on its console goes to `console.log` there; lines that begin with
 * "lab: " are told on. Throws where the machine does not come to its end. What failed in it, but did not end it, is in the file
 * `failures`, a line each, and returned.
 */
export async function boot(machine: Machine, folder: string): Promise<string[]> {
  fs.mkdirSync(folder, { recursive: true });
  const inFolder = (name: string): string => path.join(folder, name);
  // What an earlier machine left here is not this one's.
  for (const name of ['end', 'failures']) fs.rmSync(inFolder(name), { force: true });
  const disk = inFolder('disk.img');
  fs.closeSync(fs.openSync(disk, 'w'));
  fs.truncateSync(disk, DISK_BYTES);
  const began = Date.now();
  const how = await emulate(machine, disk, inFolder('console.log'));
  await run('tar', ['--extract', '--file', disk, '--directory', folder, '--no-same-owner']);
  fs.rmSync(disk);
  if (!fs.existsSync(inFolder('end')))
    throw new Error(`the machine did not come to its end (${how}); see ${inFolder('console.log')}`);
  fs.rmSync(inFolder('end'));
  say(`the machine ran for ${Math.round((Date.now() - began) / 1000)} s`);
  if (!fs.existsSync(inFolder('failures'))) return [];
  return fs.readFileSync(inFolder('failures'), 'utf8').trim().split('\n');
}

/** Runs the emulator to its end and says how that was. */
async function emulate(machine: Machine, disk: string, consoleLog: string): Promise<string> {
  const child = spawn('qemu-system-x86_64', emulatorArguments(machine, disk), {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), machine.timeout * 1000);
  const log = fs.createWriteStream(consoleLog);
  let rest = '';
  const hear = (text: string): void => {
    log.write(text);
    const lines = (rest + text).split(/\r*\n/);
    rest = lines.pop()!;
    for (const line of lines) if (line.startsWith('lab: ')) say(`  ${line.slice('lab: '.length)}`);
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  const how = await new Promise<string>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  clearTimeout(timer);
  log.end();
  return how;
}

function emulatorArguments({ image, initramfs, cpus, memory, logBuffer }: Machine, disk: string): string[] {
  const words = [
    'console=ttyS0',
    'quiet',
    'loglevel=3',
    `log_buf_len=${logBuffer}`,
    'panic=-1',
    'oops=panic',
  ];
  return [
    ['-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', String(cpus), '-m', String(memory)],
    ['-display', 'none', '-nodefaults', '-no-reboot', '-serial', 'stdio'],
    ['-drive', `file=${disk},format=raw,if=virtio,cache=unsafe`],
    ['-kernel', image, '-initrd', initramfs, '-append', words.join(' ')],
  ].flat();
}
