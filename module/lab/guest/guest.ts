import fs from 'node:fs';
import path from 'node:path';
import type { Kernel } from '../kernel/kernel.js';
import { folderArchive, joined, modulesArchive, pack } from './initramfs.js';
import { boot } from './machine.js';
import { writeNfpath } from './nfpath-package.js';
import { writeOverlay, type Overlay } from './overlay.js';
import { guestNode, guestPrograms } from './programs.js';

export interface Guest extends Overlay {
  readonly kernel: Kernel;
  readonly cache: string;
  readonly cpus: number;
  readonly logBuffer: string;
  /** Whether Node and nfpath are there. */
  readonly node: boolean;
}

/** Puts a guest together, boots it, and returns what failed in it. What it hands out is in the folder then. */
export async function runGuest(guest: Guest, folder: string): Promise<string[]> {
  const work = fs.mkdtempSync(path.join(guest.cache, 'guest-'));
  try {
    const overlay = path.join(work, 'overlay');
    writeOverlay(overlay, guest);
    if (guest.node) writeNfpath(overlay);
    const overlayArchive = path.join(work, 'overlay.cpio');
    await pack(overlay, overlayArchive);
    const pieces = [
      await folderArchive(await guestPrograms(guest.cache)),
      ...(guest.node ? [await folderArchive(await guestNode(guest.cache))] : []),
      await modulesArchive(guest.kernel, guest.cache),
      overlayArchive,
    ];
    const initramfs = await joined(pieces, path.join(work, 'initramfs'));
    const { cpus, logBuffer, kernel } = guest;
    const memory = guest.node ? 2 * MEMORY : MEMORY;
    return await boot({ image: kernel.image, initramfs, cpus, memory, logBuffer, timeout: TIMEOUT }, folder);
  } finally {
    fs.rmSync(work, { recursive: true });
  }
}

/** MiB, half of which the initramfs may fill. */
const MEMORY = 1024;

/** Seconds; a machine that has not come to its end by then is stuck. */
const TIMEOUT = 1800;
