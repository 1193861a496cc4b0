import { setTimeout } from 'node:timers/promises';
import { UsersError } from '../model/users-error.js';
import { MODULE, type FoundModule } from './find-module.js';
import { loadFailure, unloadFailure } from './load-failure.js';
import { loadedModules, type Machine } from './machine.js';

const TRIES = 20;
const RETRY_MS = 100;

/** Loads the module, and unloads it with all that came along. */
export class Loader {
  /** It was loaded here, and is still to be unloaded. */
  isLoaded = false;
  private readonly machine: Machine;
  /** Modules that nftrace needs and that were not there before. */
  private needed: string[] = [];

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** Throws UsersError where somebody has loaded it: it is theirs, with parameters of theirs. */
  assertUnloaded(): void {
    if (!loadedModules(this.machine).has(MODULE)) return;
    throw new UsersError(
      'nftrace is loaded already, by somebody else: unload it with  rmmod nftrace  or follow its log with  dmesg -w',
    );
  }

  /** Throws UsersError, and has loaded nothing then. */
  async load({ file }: FoundModule, parameters: readonly string[]): Promise<void> {
    const before = loadedModules(this.machine);
    if (file !== null) await this.loadWhatItNeeds(file);
    const { status, isMissing, stderr } = await this.machine.run(
      file === null ? ['modprobe', MODULE, ...parameters] : ['insmod', file, ...parameters],
    );
    // The kernel lists the newest first, and so can they be unloaded.
    this.needed = [...loadedModules(this.machine)].filter((name) => name !== MODULE && !before.has(name));
    this.isLoaded = status === 0;
    if (this.isLoaded) return;
    await this.unloadWhatItNeeded();
    if (isMissing) throw new UsersError('insmod and modprobe are not installed: they come with kmod');
    throw new UsersError(loadFailure(stderr, this.machine));
  }

  /** Throws UsersError where the module stays. */
  async unload(): Promise<void> {
    let said = '';
    for (let tries = 0; tries < TRIES; tries++) {
      const { status, stderr } = await this.machine.run(['rmmod', MODULE]);
      if (status === 0) {
        this.isLoaded = false;
        return this.unloadWhatItNeeded();
      }
      said = stderr;
      if (!loadedModules(this.machine).has(MODULE)) break;
      await setTimeout(RETRY_MS);
    }
    throw new UsersError(unloadFailure(said, this.machine));
  }

  /** But for modules that somebody else has begun to use meanwhile: of these the kernel does not let go. */
  private async unloadWhatItNeeded(): Promise<void> {
    for (const name of this.needed) await this.machine.run(['rmmod', name]);
    this.needed = [];
  }

  private async loadWhatItNeeds(file: string): Promise<void> {
    const { stdout } = await this.machine.run(['modinfo', '-F', 'depends', file]);
    const names = stdout
      .trim()
      .split(',')
      .filter((name) => name !== '');
    if (names.length > 0) await this.machine.run(['modprobe', '-a', ...names]);
  }
}
