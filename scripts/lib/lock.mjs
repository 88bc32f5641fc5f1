import { randomUUID } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../.beamtime', import.meta.url));

/**
 * Runs `work` while no other process on this clone runs work of the same name. A lock whose owner is dead is taken
 * over; waiting is said once, and ends after `timeoutMs`.
 */
export async function withLock(name, work, timeoutMs = 15 * 60_000) {
  const file = path.join(folder, `${name}.lock`);
  mkdirSync(folder, { recursive: true });
  const deadline = Date.now() + timeoutMs;
  let isSaid = false;
  while (!take(file)) {
    const owner = ownerOf(file);
    if (!isAlive(owner)) {
      clearAway(file);
      continue;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `Waited ${Math.round(timeoutMs / 60_000)} minutes for process ${owner}, which holds ${file}. End it, or delete that file.`,
      );
    }
    if (!isSaid)
      console.error(
        `Another process (${owner}) is at it already (${name}); waiting for it.`,
      );
    isSaid = true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  try {
    return await work();
  } finally {
    if (ownerOf(file) === process.pid) rmSync(file, { force: true });
  }
}

function take(file) {
  // Written aside and linked: nobody ever sees a lock that has no owner yet.
  const own = aside(file);
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Removes a lock of a dead owner. Another process may have been quicker: a lock that it has taken since is put back. */
function clearAway(file) {
  const stale = aside(file);
  try {
    renameSync(file, stale);
    if (isAlive(ownerOf(stale))) linkSync(stale, file);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(stale, { force: true });
  }
}

function aside(file) {
  return `${file}.${process.pid}.${randomUUID()}`;
}

function ownerOf(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
