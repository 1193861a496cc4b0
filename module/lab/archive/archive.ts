import fs from 'node:fs';
import path from 'node:path';
import { run, say } from '../process.js';

const MIRROR = 'http://deb.debian.org';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * Packages of one Debian release, through apt with a state of its own: the machine's package lists and packages stay
 * as they are, and nothing counts as installed, so that packages come with all they depend on. apt checks the signature of
 * what it reads and the checksum of what it fetches.
 */
export class Archive {
  readonly #folder: string;
  readonly #suites: readonly string[];
  readonly #config: string;

  /**
   * @param folder where the state is kept
   * @param suites of one release, such as `bookworm` and `bookworm-security`
   */
  constructor(folder: string, suites: readonly string[]) {
    this.#folder = path.resolve(folder);
    this.#suites = suites;
    this.#config = path.join(this.#folder, 'apt.conf');
  }

  /** Fetches the package lists, where that was not done in the last 24 hours. */
  async update(): Promise<void> {
    const stamp = path.join(this.#folder, 'updated');
    if (isYoung(stamp)) return;
    say(`fetching the package lists of ${this.#suites.join(' and ')}`);
    this.#configure();
    await this.#apt('apt-get', 'update');
    fs.writeFileSync(stamp, '');
  }

  /** Names of packages that begin like this. */
  async packageNames(prefix: string): Promise<string[]> {
    return (await this.#apt('apt-cache', 'pkgnames', prefix)).split('\n').filter((name) => name !== '');
  }

  /** Fetches packages and all they depend on, and returns their files. */
  async fetch(packages: readonly string[], folder: string): Promise<string[]> {
    const archives = path.resolve(folder);
    fs.mkdirSync(path.join(archives, 'partial'), { recursive: true });
    await this.#apt('apt-get', '-o', `Dir::Cache::archives=${archives}`, ...INSTALL, ...packages);
    return fs
      .readdirSync(archives)
      .filter((name) => name.endsWith('.deb'))
      .map((name) => path.join(archives, name));
  }

  async #apt(command: string, ...args: readonly string[]): Promise<string> {
    return run(command, args, { env: { APT_CONFIG: this.#config } });
  }

  #configure(): void {
    const { join } = path;
    for (const name of ['lists/partial', 'cache', 'etc/preferences.d'])
      fs.mkdirSync(join(this.#folder, name), { recursive: true });
    fs.writeFileSync(join(this.#folder, 'status'), '');
    fs.writeFileSync(join(this.#folder, 'etc/sources.list'), this.#suites.map(source).join(''));
    fs.writeFileSync(
      this.#config,
      [
        `Dir::State "${this.#folder}";`,
        `Dir::State::lists "${join(this.#folder, 'lists')}";`,
        `Dir::State::status "${join(this.#folder, 'status')}";`,
        `Dir::Cache "${join(this.#folder, 'cache')}";`,
        `Dir::Etc "${join(this.#folder, 'etc')}";`,
        'Dir::Etc::sourceparts "/dev/null";',
        'APT::Architecture "amd64";',
        'APT::Architectures { "amd64"; };',
        'APT::Install-Recommends "false";',
        'Acquire::Languages "none";',
        // As root apt would fetch as the user _apt, who may not write here.
        'APT::Sandbox::User "root";',
        '',
      ].join('\n'),
    );
  }
}

const INSTALL = ['--yes', '--download-only', '--no-install-recommends', 'install'];

/** The lists of suites that are updated no more expire; their signatures hold. */
function source(suite: string): string {
  const folder = suite.endsWith('-security') ? 'debian-security' : 'debian';
  return `deb [signed-by=${KEYRING} check-valid-until=no] ${MIRROR}/${folder} ${suite} main\n`;
}

function isYoung(file: string): boolean {
  const changed = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Date.now() - changed < 24 * 60 * 60 * 1000;
}
