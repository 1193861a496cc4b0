import fs from 'node:fs';
import path from 'node:path';
import { asOutputFailed, Output } from './output.js';

/**
 * Writes a file beside its place and renames it when it is complete, so that nobody ever sees a half one. What is no
 * plain file (/dev/null, a pipe) is written as it is. Throws OutputFailed.
 */
export class OutputFile extends Output {
  private readonly descriptor: number;
  private readonly name: string;
  private readonly target: string;
  /** The file that is written; null where that is the target itself. */
  private readonly draft: string | null;

  static open(name: string): OutputFile {
    try {
      if (fs.statSync(name, { throwIfNoEntry: false })?.isFile() === false)
        return new OutputFile(fs.openSync(name, 'w'), name, name, null);
      // A link stays, and what it leads to is replaced.
      const target = fs.existsSync(name) ? fs.realpathSync(name) : name;
      const draft = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
      return new OutputFile(fs.openSync(draft, 'wx', 0o666), name, target, draft);
    } catch (error) {
      throw asOutputFailed(name, error);
    }
  }

  private constructor(descriptor: number, name: string, target: string, draft: string | null) {
    super(descriptor);
    this.descriptor = descriptor;
    this.name = name;
    this.target = target;
    this.draft = draft;
  }

  override end(): void {
    this.flush();
    try {
      if (this.draft !== null) fs.fsyncSync(this.descriptor); // Else a crash may leave an empty file behind the rename.
      fs.closeSync(this.descriptor);
      if (this.draft !== null) fs.renameSync(this.draft, this.target);
    } catch (error) {
      this.abandon();
      throw asOutputFailed(this.name, error);
    }
  }

  override abandon(): void {
    if (this.draft !== null) fs.rmSync(this.draft, { force: true });
  }
}
