import { constants } from 'node:os';
import { capture, type Captured } from '../../capture/capture.js';
import { findModule } from '../../capture/find-module.js';
import { captureHeader } from '../../capture/header/capture-header.js';
import { DevKmsg } from '../../capture/kernel-log.js';
import { Loader } from '../../capture/loader.js';
import { ThisMachine } from '../../capture/this-machine.js';
import { UntilCommand, UntilTime } from '../../capture/until.js';
import { EXIT } from '../../model/exit-code.js';
import { moduleParameters, type TraceParameters } from '../../model/trace-parameters.js';
import { UsersError } from '../../model/users-error.js';
import { counted } from '../../report/line.js';
import { captureFile, CaptureStream } from '../capture-outputs.js';
import type { Context } from '../context.js';
import { holdSignals } from '../held-signals.js';

export interface CaptureRequest {
  readonly parameters: TraceParameters;
  /** What to run and capture; null: nothing. */
  readonly command: readonly [string, ...string[]] | null;
  /** How long to capture where there is no command; null: until a signal comes. */
  readonly milliseconds: number | null;
  /** File of a built module; null: see findModule. */
  readonly module: string | null;
  readonly onlyTrace: boolean;
  readonly withRules: boolean;
  /** Path of the capture; null: standard output. */
  readonly output: string | null;
}

const STDOUT = 1;
const STDERR = 2;

/** `nfpath capture`. Returns the exit code, which is the command's where there is one. */
export async function captureLog(request: CaptureRequest, context: Context): Promise<number> {
  if (process.platform !== 'linux') throw new UsersError('only Linux has netfilter to capture');
  if (process.getuid?.() !== 0)
    throw new UsersError('to load a kernel module takes root: sudo nfpath capture …');
  const output = request.output === null ? new CaptureStream(STDOUT) : captureFile(request.output);
  const held = holdSignals();
  const signal = AbortSignal.any([held.signal, context.signal]);
  try {
    const until = untilOf(request);
    const captured = await captureHeld(request, until, output, signal, context);
    held.release();
    if (captured === null) {
      output.abandon();
      context.tell('nfpath: interrupted before nftrace was loaded: nothing is captured\n');
      return codeOf(signal);
    }
    await output.end();
    context.tell(capturedText(captured, request));
    if (captured.unloadFailure !== null) throw captured.unloadFailure;
    return exitCode(until, signal, request);
  } catch (error) {
    output.abandon();
    throw error;
  } finally {
    held.release();
  }
}

function untilOf({ command, milliseconds, output }: CaptureRequest): UntilTime | UntilCommand {
  if (command === null) return new UntilTime(milliseconds);
  return new UntilCommand(command, output === null ? STDERR : 'inherit');
}

async function captureHeld(
  { parameters, module, onlyTrace, withRules }: CaptureRequest,
  until: UntilTime | UntilCommand,
  output: CaptureStream | ReturnType<typeof captureFile>,
  signal: AbortSignal,
  { terminal, tell }: Context,
): Promise<Captured | null> {
  const machine = new ThisMachine(terminal.env);
  const loader = new Loader(machine);
  // The last resort, should nfpath itself fail: whatever it was, the module does not stay.
  const unloadNow = (): void => void (loader.isLoaded && machine.runNow(['rmmod', 'nftrace']));
  process.once('exit', unloadNow);
  const captured = await capture({
    find: () => findModule(module, machine, signal),
    loader: {
      assertUnloaded: () => loader.assertUnloaded(),
      load: (found) => loader.load(found, moduleParameters(parameters)),
      unload: () => loader.unload(),
    },
    header: (found) => {
      tell(`nfpath: nftrace: ${found.origin}\n`);
      return captureHeader(machine, { parameters, withRules, time: new Date() });
    },
    openLog: () => new DevKmsg(),
    output,
    onlyTrace,
    begin: () => until.begin(),
    stop: () => until.stop(),
    signal,
  });
  if (!loader.isLoaded) process.off('exit', unloadNow);
  return captured;
}

function capturedText(
  { records, trace, lost, isWhole, unloadFailure }: Captured,
  { output }: CaptureRequest,
): string {
  const where = output === null ? '' : ` in ${output}`;
  const missing = [
    ...(lost > 0 ? [`${counted(lost, 'record')} lost: the log buffer was too small`] : []),
    ...(isWhole ? [] : ['the end of the module is not in it']),
  ];
  return (
    `nfpath: ${counted(records, 'record')} of the kernel${where}, ${counted(trace, 'line')} of nftrace; ` +
    `${missing.length === 0 ? 'nothing lost' : missing.join('; ')}` +
    `${unloadFailure === null ? '; nftrace is unloaded' : ''}\n`
  );
}

/** A signal is how a capture ends that nothing else would end; it cuts short any other. */
function exitCode(until: UntilTime | UntilCommand, signal: AbortSignal, request: CaptureRequest): number {
  if (until instanceof UntilCommand && until.exitCode !== null && !signal.aborted) return until.exitCode;
  if (!signal.aborted || (request.command === null && request.milliseconds === null)) return EXIT.ran;
  return codeOf(signal);
}

function codeOf({ reason }: AbortSignal): number {
  return 128 + constants.signals[reason as NodeJS.Signals];
}
